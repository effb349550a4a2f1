"""An nginx configuration for a finished site."""

from __future__ import annotations

from pathlib import Path

from mingze.publish.policy import HEADERS, policy


def nginx_sample(site: Path, address: str, folder: str) -> str:
    """Return a configuration that serves the copy of ``site`` in ``folder`` below ``address``.

    ``address`` begins and ends with a slash: ``/`` or ``/aqzr/``; ``folder`` ends with one. The files below
    ``conf.d`` are read inside nginx's ``http``, where ``map`` belongs.
    """
    top = address == "/"
    headers = "\n".join(f'        add_header {name} "{value}" always;' for name, value in HEADERS.items())
    return f"""\
# 由 mingze nginx 写出。程序升级、网页的样式变了以后要重新写一次。
map $sent_http_content_type $mingze_policy {{
    ~^text/html "{policy(site)}";
}}

server {{
    listen 80;
    server_name www.example.gov.cn;
    charset utf-8;
    server_tokens off;
{
        ""
        if top
        else f'''
    location = {address.rstrip("/")} {{ return 301 {address}; }}
'''
    }
    location {address} {{
        {f"root {folder};" if top else f"alias {folder};"}
        index index.html;
        error_page 404 {address}404.html;

        gzip_static on;
        gzip on;
        gzip_vary on;
        gzip_min_length 1024;
        gzip_types text/plain application/javascript application/json image/svg+xml;

{headers}
        add_header Content-Security-Policy $mingze_policy always;
    }}
}}
"""
