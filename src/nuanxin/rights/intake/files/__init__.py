"""Evidence: photos, voice, video and papers that come piece by piece over a bad line, and stay what they were."""

from nuanxin.rights.intake.files.kinds import KINDS, LARGEST, FileKind, kind_of
from nuanxin.rights.intake.files.photo import without_traces
from nuanxin.rights.intake.files.scanning import scan_waiting
from nuanxin.rights.intake.files.uploading import (
    Upload,
    append_chunk,
    drop_stale_uploads,
    finish_upload,
    open_evidence,
    public_copy,
    received_sha256,
    start_upload,
    upload_state,
)

__all__ = [
    "KINDS",
    "LARGEST",
    "FileKind",
    "Upload",
    "append_chunk",
    "drop_stale_uploads",
    "finish_upload",
    "kind_of",
    "open_evidence",
    "public_copy",
    "received_sha256",
    "scan_waiting",
    "start_upload",
    "upload_state",
    "without_traces",
]
