"""Say "a" or "an" by sound: 150 job titles and 60 names, as people type them; and names in greetings."""

from __future__ import annotations

import pytest

from interview_kit.stages.assemble.grammar.en import article, first, hello

TITLES = """
an accountant|an actor|an administrative assistant|an agronomist|an air traffic controller
an animal groomer|an apprentice|an arborist|an architect|an artist|an auctioneer|an autobody repairer
a baker|a barber|a boilermaker|a bricklayer|a bus driver|a butcher|a cabinetmaker|a carpenter|a chef
a child-care worker|a cook|a co-op student|a crane operator|a dental hygienist|a dietitian|a drywaller
an early childhood educator|an economist|an editor|an elder-care worker|an electrician|an embalmer
an engineer|an esthetician|an event planner|an eyewear designer|a European guide|a eulogist|a farm hand
a firefighter|a florist|a glazier|a hairdresser|a harvester operator|a health-care aide
a heavy equipment operator|a herbalist|a herb gardener|a historian|a home support worker|a horse trainer
a hospital porter|a hotel manager|a house painter|a humanities teacher|an heirloom seed grower
an heir hunter|an honest broker|an honorary consul|an honour guard|an hourly worker|an hour-by-hour tutor
an ice-road trucker|an illustrator|an immigration officer|an industrial mechanic|an insulator
an interpreter|an ironworker|a janitor|a journalist|a landscaper|a librarian|a lineman|a machinist
a midwife|a millwright|a nurse|an occupational therapist|an office clerk|an oil-rig hand|an oncology nurse
an optician|an organic farmer|an ophthalmologist|an orthotist|an outfitter|a one-on-one tutor
a one-person contractor|a once-a-week cleaner|a paramedic|a pharmacist|a plumber|a quilter|a realtor
a roofer|a sheet-metal worker|a ukulele teacher|a user researcher|a usability tester|a utility worker
a union organizer|a unionized welder|a uniform maker|a unit clerk|a urologist|a uranium miner
a university lecturer|an umpire|an undertaker|an underwriter|an uninsured driver|an unimpressed critic
an unlicensed agent|an upholsterer|an urban planner|an usher|a veterinarian|a welder|a wharf hand|a writer
a yoga teacher|a youth worker|an RN|an RPN|an LPN|a PSW|an ECE|an RECE|an HVAC technician
an HVAC-R mechanic|a UX designer|a UI developer|an MRI technologist|an EMT|an NP|an X-ray technician
an HR adviser|an IT analyst|a CPA|an MBA graduate|an SEO specialist|an F&B manager|an A/V technician
a 3D modeller|a K-12 teacher|an 8th-grade teacher|an 18-wheeler driver|a 100-metre coach|a PhD student
an R.N.|an R.P.N.|a P.Eng.|a T-shirt printer|an e-learning developer|an iOS developer|a MIG welder
a LINC instructor|an MLA’s assistant|an ELECTRICIAN|a WELDER|a NURSE|a FARM HAND|a LEAD HAND|a MAID|a COOK
an RN CASE MANAGER|an MRI OPERATOR|an HVAC TECHNICIAN|an SEO SPECIALIST|a USER RESEARCHER|a HERBALIST
an HOURLY WORKER|an “ice” artist|a “human” cannonball|an (assistant) cook|an 'outside' worker
an émigré counsellor|an Uber driver
"""
NAMES = """
an Aaliyah|an Abdul|an Ahmed|an Åsa|an Émile|an Élodie|an Eva|an Ewelina|a Euan|a Ewan|a Eugene|a Eunice
an Ian|an Íñigo|an Ivan|an Olga|an O’Brien|an Ó Briain|an Øystein|an Omar|an Oona|an Odile|a Ouellette
an Uma|a Ulysse|an Ursula|an Ulrich|a Ukraine|a Uriel|a Unity|a Yves|a Yvonne|a Xavier|a Hugh|a Hannah
a Helen|an Honora|a Jean-Luc|a Nguyen|a Ngozi|a Mbappé|a Nadia|a Fatima|a Liam|a Rosa|a Samir|a Marc
a Lopez|a Roy|a Smith|a Zhang|a Björk|a Čapek|a Þóra|a D’Arcy|a L’Heureux|a de la Cruz|a van Dyk
a MacDonald|a St-Pierre
"""


def _said(table: str) -> tuple[list[str], list[str]]:
    """Return what the table says, and what is said of the same words."""
    expected = table.strip().replace("\n", "|").split("|")
    words = [entry.split(" ", 1)[1] for entry in expected]
    return expected, [f"{article(name)}{name}" for name in words]


def test_the_article_before_150_job_titles_follows_the_sound() -> None:
    expected, said = _said(TITLES)
    assert len(set(expected)) >= 150
    assert said == expected


def test_the_article_before_60_names_follows_the_sound() -> None:
    expected, said = _said(NAMES)
    assert len(set(expected)) >= 60
    assert said == expected


@pytest.mark.parametrize(
    ("name", "greeted", "given"),
    [
        ("Dr. Ana Lopes", "Dr. Lopes", "Dr. Lopes"),
        ("Ms Jo Bell", "Ms Bell", "Ms Bell"),
        ("Dr. Lopes", "Dr. Lopes", "Dr. Lopes"),
        ("Lee Park", "Lee Park", "Lee"),
        ("Mary Ann Roy", "Mary Ann Roy", "Mary Ann Roy"),
        ("Rob", "Rob", "Rob"),
    ],
)
def test_a_title_is_said_with_the_family_name(name: str, greeted: str, given: str) -> None:
    assert hello(name) == ("", greeted) and first(name) == ("", given)
