# `kit` in a container, for a computer that has Docker and nothing else. In this folder, once:
#     docker build -t interview-kit .
# Then in the folder of your profiles, with `kit build maya.yaml` as the example:
#     docker run --rm -v "$PWD:/work" --user "$(id -u):$(id -g)" interview-kit build maya.yaml
FROM python:3.12-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

# The packages first: they change less often than the program, and Docker keeps this step.
COPY requirements.lock /src/
RUN pip install --no-cache-dir --require-hashes --no-deps -r /src/requirements.lock

COPY pyproject.toml README.md LICENSE hatch_build.py /src/
COPY pipeline /src/pipeline
COPY templates /src/templates
RUN pip install --no-cache-dir --no-deps --no-build-isolation /src && rm -rf /src

# Whoever runs it, by --user, has a home to write caches into; without --user it is this one.
RUN useradd --uid 1000 kit && mkdir /work && chown kit /work
ENV HOME=/tmp
USER kit
WORKDIR /work
VOLUME /work
ENTRYPOINT ["kit"]
CMD ["--help"]
