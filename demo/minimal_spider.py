"""The least that Scrapy needs to collect a column's files: `python -m demo.minimal_spider ADDRESS FOLDER REQUESTS`.

Put here: the spider that demo.bench_portals compares with, as its manual would have one write it.
Keep out: anything that would make it slower or better.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Request, Response


class MinimalSpider(scrapy.Spider):
    """Lines, next page, files: no decision, no memory of earlier runs."""

    name = "minimal"

    def parse(self, response: Response) -> Iterator[Request]:
        """Follow each line and the next page."""
        for address in response.css("li a::attr(href)").getall():
            yield response.follow(address, self.parse_detail)
        if following := response.css("script::text").re_first(r"createPageHTML\((\d+, \d+)"):
            pages, page = map(int, following.split(", "))
            if page + 1 < pages:
                yield response.follow(f"index_{page + 1}.html", self.parse)

    def parse_detail(self, response: Response) -> Iterator[dict[str, Any]]:
        """Hand the files of a page to FilesPipeline."""
        files = [response.urljoin(address) for address in response.css("p a::attr(href)").getall()]
        yield {"title": response.css("h1::text").get(), "file_urls": files}


def main() -> None:
    """Crawl, and say how much memory it took."""
    address, folder, requests = sys.argv[1:]
    process = AsyncCrawlerProcess(
        {
            "ITEM_PIPELINES": {"scrapy.pipelines.files.FilesPipeline": 1},
            "FILES_STORE": folder,
            "CONCURRENT_REQUESTS_PER_DOMAIN": int(requests),
            "DOWNLOAD_DELAY": 0,
            "LOG_LEVEL": "WARNING",
            "ROBOTSTXT_OBEY": True,
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(MinimalSpider, start_urls=[address])
    process.start()
    print(Path("/proc/self/status").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
