"""The last steps on a finished site: the offline edition, the service worker, the headers, packed copies.

They read and write the files of one folder and know neither MkDocs nor the data the pages were made from.
"""

from mingze.publish.bundle import Offline
from mingze.publish.finish import finish_site
from mingze.publish.nginx import nginx_sample
from mingze.publish.upload_list import CHANGED, GONE, UploadList, note_uploaded, steps_after, write_upload_list

__all__ = [
    "CHANGED", "GONE", "Offline", "UploadList", "finish_site", "nginx_sample", "note_uploaded", "steps_after",
    "write_upload_list",
]  # fmt: skip
