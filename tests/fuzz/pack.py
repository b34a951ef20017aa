#!/usr/bin/env python3
"""Packs the smallest files of minimized corpora: python3 tests/fuzz/pack.py FOLDER, into tests/fuzz/corpus.tar.xz.

FOLDER has a directory for each target, as `cargo fuzz cmin` or libFuzzer's `-merge=1` leaves them. Each target has at most BYTES bytes. The
archive is the same for the same files; seeds.py unpacks it.
"""

import hashlib
import io
import pathlib
import sys
import tarfile

BYTES = 16_000
FUZZ = pathlib.Path(__file__).parent

with tarfile.open(FUZZ / "corpus.tar.xz", "w:xz", preset=9) as archive:
    for target in sorted(path for path in pathlib.Path(sys.argv[1]).iterdir() if path.is_dir()):
        size = 0
        for data in sorted((file.read_bytes() for file in target.iterdir()), key=lambda data: (len(data), data)):
            size += len(data)
            if size > BYTES:
                break
            entry = tarfile.TarInfo(f"{target.name}/{hashlib.sha256(data).hexdigest()[:16]}")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
