"""Letters of all languages, for counting syllables."""

import re

VOWELS = re.compile("[aeiouyàâäæéèêëîïôöœùûüÿ]+")
