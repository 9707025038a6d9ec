"""Settings for Pelican: everything off that the other generators do not make either."""

import json
from pathlib import Path

HERE = Path(__file__).parent
SITENAME = "Benchmark"
SITEURL = FEED_DOMAIN = "https://council.example"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en-gb"
PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "site")
THEME = str(HERE / "theme")
THEME_STATIC_DIR = ""
THEME_STATIC_PATHS = ["static"]
ARTICLE_PATHS, PAGE_PATHS, STATIC_PATHS = ["."], [], []
ARTICLE_URL, ARTICLE_SAVE_AS = "{slug}/", "{slug}/index.html"
INDEX_SAVE_AS = "index.html"
DIRECT_TEMPLATES = ["index"]
DEFAULT_PAGINATION = False
ARTICLE_ORDER_BY = "reversed-place"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_ALL_RSS = "feed.xml"
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = True
SUMMARY_MAX_LENGTH = 0
TYPOGRIFY = False
LOAD_CONTENT_CACHE = CACHE_CONTENT = False
PLUGIN_PATHS, PLUGINS = [str(HERE)], ["record"]
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True, "extensions": []}
SITE = json.loads((HERE / "site.json").read_text(encoding="utf-8"))
