"""Scrapy's settings for every crawl. Each value that differs from Scrapy's default says why.

Put here: what holds for all portals.
Keep out: what a portal file sets (delay, hosts); run.py adds that per crawler.

Conduct follows the 2024 regulation on network data security, article 18 (no interference with the service): one request
at a time a host, a pause between requests, a name and a contact in every request, robots.txt obeyed.
"""

import os

BOT_NAME = "juesuan"
CONTACT_URL = os.environ.get("JUESUAN_CONTACT_URL", "https://example.org/juesuan-contact")  # operators set their own
USER_AGENT = f"juesuan/0.1 (+{CONTACT_URL})"
ROBOTSTXT_OBEY = True  # Scrapy's default is False
ROBOTSTXT_USER_AGENT = "juesuan"

CONCURRENT_REQUESTS_PER_DOMAIN = 1
JUESUAN_LOOPBACK_REQUESTS = int(os.environ.get("JUESUAN_LOOPBACK_REQUESTS", "1"))  # at once; benchmarks set more
DOWNLOAD_DELAY = 5.0  # seconds; a portal file may set another
DOWNLOAD_DELAY_JITTER = 0  # Scrapy's default halves every second pause: the delay is a promise
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 5.0
AUTOTHROTTLE_MAX_DELAY = 120.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
# Portals take 3–15 s to answer; shorter limits gave false "not found". The limit is for a whole answer.
DOWNLOAD_TIMEOUT = float(os.environ.get("JUESUAN_TIMEOUT_SECONDS", "120"))

RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]  # without 429: that is a wall
REDIRECT_MAX_TIMES = 5
DEPTH_LIMIT = 0  # listings of thousands of pages are a chain; the spider counts pages and levels of columns itself
JUESUAN_REQUESTS_PER_HOST = int(os.environ.get("JUESUAN_REQUESTS_PER_HOST", "20000"))  # a day at one in five seconds

DOWNLOAD_MAXSIZE = int(os.environ.get("JUESUAN_FILE_BYTES", str(200 * 1024 * 1024)))
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True  # a truncated body is a failure, never a document
DOWNLOAD_VERIFY_CERTIFICATES = True  # Scrapy's default is False
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
TWISTED_DNS_RESOLVER = "scrapers.middlewares.PublicResolver"
TELNETCONSOLE_ENABLED = False

# First in, first out: entries are read in the portal's order, and a run that is continued looks at things in the same
# order as one that was never interrupted.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
SCHEDULER_DISK_QUEUE = "scrapy.squeues.PickleFifoDiskQueue"
CONCURRENT_ITEMS = 1  # in their order; Scrapy's 100 also start a hundred tasks for every page
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the spider asks for nothing twice, and its memory stays flat

DOWNLOADER_MIDDLEWARES = {
    "scrapers.middlewares.DeclaredHosts": 10,  # before robots.txt (100): an undeclared host is not even asked for that
    "scrapers.middlewares.StopAtWalls": 585,  # after decompression (590), before meta refresh (580) and retries (550)
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # DeclaredHosts does its work, ports included
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,  # see DEPTH_LIMIT
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,  # looks for a mistake in the spider's code
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # addresses of 宁波 hold a file's whole name
}
DOWNLOADER_STATS = False
WARN_ON_GENERATOR_RETURN_VALUE = False  # reads the source of a callback at each call
ITEM_PIPELINES = {"scrapers.items.RecordLooks": 300}
EXTENSIONS = {
    "scrapers.monitors.PortalMonitor": 500,
    "scrapers.middlewares.StopAtOtherBytes": 500,
}
# Scrapy's own extensions, only those that are used: its default also loads one that runs code which is sent to it.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}

LOG_LEVEL = "WARNING"
LOGSTATS_INTERVAL = 0
STATS_DUMP = False
JUESUAN_ALLOWED_HOSTS: frozenset[str] = frozenset()  # set per crawler from the portal file
