"""Build the .deb, install it into a fresh Debian without Python, and use it there.

    ./dev package            build dist/meds-workbench_VERSION_amd64.deb and try it
    ./dev package --no-try   only build

The trial needs root (debootstrap, chroot, mount) and Debian's package archive.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from workbench import __version__

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
DIST = ROOT / "dist"
# A quarter of it are scipy with its linear algebra, spaCy, and dictionaries of Chinese and Japanese words.
LIMIT_BYTES = 180_000_000

# What PyInstaller leaves out on purpose; derived with ldd in an empty chroot.
DEPENDS = (
    "libc6 (>= 2.36), libegl1, libgl1, libxcb1, libwayland-client0, libwayland-cursor0, libwayland-egl1, "
    "fontconfig-config, xkb-data, fonts-noto-cjk | fonts-droid-fallback | fonts-wqy-zenhei"
)
RECOMMENDS = "fonts-noto-core"


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `command`, and stop with what it printed when it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}\nended with {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done


def bundle() -> Path:
    """The program as one folder that needs no Python."""
    spec = ROOT / "packaging" / "workbench.spec"
    done = run(
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--distpath", DIST, "--workpath", BUILD, spec
    )
    # PyInstaller only warns, and the window then dies on a person's machine.
    lost = re.findall(r"Library not found: .*xcb.*", done.stdout + done.stderr)
    if lost:
        sys.exit("the build machine misses libraries of Qt's xcb plug-in:\n" + "\n".join(lost))
    return DIST / "meds-workbench"


def strip(folder: Path) -> None:
    """Remove symbols nobody uses; `*.libs` folders break when stripped."""
    for file in folder.rglob("*.so*"):
        if file.is_symlink() or any(part.endswith(".libs") for part in file.parts):
            continue
        subprocess.run(["strip", "--strip-unneeded", str(file)], check=False, capture_output=True)


def debian(folder: Path, compression: str) -> Path:
    """The .deb of the bundle in `folder`."""
    root = BUILD / "debian"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(folder, root / "usr/lib/meds-workbench", symlinks=True)
    places = {
        "packaging/meds-workbench.desktop": "usr/share/applications/meds-workbench.desktop",
        "packaging/meds-workbench.xml": "usr/share/mime/packages/meds-workbench.xml",
        "resources/icons/meds-workbench.svg": "usr/share/icons/hicolor/scalable/apps/meds-workbench.svg",
        "LICENSE": "usr/share/doc/meds-workbench/copyright",
    }
    for source, place in places.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / source, root / place)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/meds-workbench").symlink_to("../lib/meds-workbench/meds-workbench")
    size = sum(file.lstat().st_size for file in root.rglob("*")) // 1024
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN/control").write_text(
        f"Package: meds-workbench\nVersion: {__version__}\nArchitecture: amd64\n"
        "Section: science\nPriority: optional\n"
        f"Maintainer: MedS Workbench <maintainers@meds-workbench.invalid>\nInstalled-Size: {size}\n"
        f"Depends: {DEPENDS}\nRecommends: {RECOMMENDS}\n"
        "Description: run, compare and author for MedS-Bench and MedS-Ins\n"
        " Browse MedS-Bench, run a quantized medical language model on this machine,\n"
        " compare its answers side by side and write instances for MedS-Ins. Offline.\n",
        encoding="utf-8",
    )
    run("chmod", "-R", "u+rwX,go+rX,go-w", root)
    package = DIST / f"meds-workbench_{__version__}_amd64.deb"
    run("dpkg-deb", "--root-owner-group", f"-Z{compression}", "--build", root, package)
    return package


@contextmanager
def fresh_debian() -> Iterator[Path]:
    """A minimal Debian 12 in a folder: no Python, no compiler. Kept between builds, used as a copy."""
    base = ROOT / ".cache" / "bookworm"
    if not (base / "etc/debian_version").exists():
        base.parent.mkdir(exist_ok=True)
        run("debootstrap", "--variant=minbase", "bookworm", base)
    chroot = BUILD / "chroot"
    shutil.rmtree(chroot, ignore_errors=True)
    run("cp", "-a", base, chroot)
    shutil.copy("/etc/resolv.conf", chroot / "etc/resolv.conf")
    mounts = [chroot / "proc", chroot / "dev"]
    run("mount", "-t", "proc", "proc", mounts[0])
    run("mount", "--rbind", "/dev", mounts[1])
    run("mount", "--make-rslave", mounts[1])
    try:
        yield chroot
    finally:
        for mount in mounts:
            run("umount", "-R", mount)


def inside(chroot: Path, *command: str, accepted: Sequence[int] = (0,)) -> str:
    """Run `command` in `chroot` with nothing of this machine's environment; what it printed."""
    environment = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen", "DEBIAN_FRONTEND": "noninteractive",
    }  # fmt: skip
    done = subprocess.run(
        ["chroot", str(chroot), *command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    if done.returncode not in accepted:
        sys.exit(
            f"in the fresh Debian: {' '.join(command)}\nended with {done.returncode}\n"
            f"{done.stdout}\n{done.stderr}"
        )
    return done.stdout


def try_it(package: Path) -> None:
    """Install `package` into a fresh Debian and do there what a newcomer does."""
    with fresh_debian() as chroot:
        shutil.copy(package, chroot / "tmp")
        inside(chroot, "apt-get", "update", "-qq")
        inside(chroot, "apt-get", "install", "-y", "-qq", "--no-install-recommends", f"/tmp/{package.name}")
        if any((chroot / place).exists() for place in ("usr/bin/python3", "usr/bin/gcc")):
            sys.exit("the fresh Debian has Python or a compiler: the trial proves nothing")
        inside(chroot, "meds-workbench", "import", "--demo")
        tasks = json.loads(inside(chroot, "meds-workbench", "tasks", "--json"))
        asked = ",".join(task["task_id"] for task in tasks[:2])
        out = inside(
            chroot,
            "meds-workbench",
            "run",
            "--model",
            "demo-instruct",
            "--tasks",
            asked,
            "--limit",
            "3",
            "--json",
        )
        end = json.loads(out.splitlines()[-1])
        if end["answered"] != end["asked"] or not end["asked"]:
            sys.exit(f"the demo model did not answer: {end}")
        inside(chroot, "meds-workbench", "export", tasks[0]["task_id"], "--to", "/tmp/out")
        score(chroot)
        inside(chroot, "meds-workbench", "--picture", "/tmp/window.png")
        shutil.copy(chroot / "tmp/window.png", DIST / "window.png")
        print(
            f"tried in a fresh Debian: {len(tasks)} tasks, {end['answered']} answers, "
            "window drawn to dist/window.png"
        )


def score(chroot: Path) -> None:
    """Score answers in the three ways of cutting words, whose dictionaries the package carries."""
    texts = {
        "task51": "正确答案是维生素。",
        "task52": "The answer is right.",
        "task54": "正しい答えは水です。",
    }
    rows = "".join(f"{task},asked,{text},{text}\n" for task, text in texts.items())
    file = chroot / "tmp" / "eval_results_Rationale_0_context_1_oriINS_x.csv"
    file.write_text(f"task_id,input,GT,output\n{rows}", encoding="utf-8")
    inside(chroot, "meds-workbench", "import-results", f"/tmp/{file.name}")
    found = json.loads(inside(chroot, "meds-workbench", "score", "--json", accepted=(0, 1)))
    values = {
        task["task_id"]: task["value"]
        for run in found["runs"]
        for task in run["tasks"]
        if task["task_id"] in texts and task["metric"] == "BLEU-1"
    }
    if values != dict.fromkeys(texts, 100.0):
        sys.exit(f"equal texts do not score 100: {values}")


def main() -> None:
    """Build, strip, pack, weigh, try."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--no-try", action="store_true", help="do not install it into a fresh Debian")
    parser.add_argument("--xz", action="store_true", help="smaller and slower, for a release")
    options = parser.parse_args()
    began = time.monotonic()
    folder = bundle()
    strip(folder)
    package = debian(folder, "xz" if options.xz else "zstd")
    size = package.stat().st_size
    print(f"{package.relative_to(ROOT)}: {size / 1e6:.1f} MB, built in {time.monotonic() - began:.0f} s")
    if size > LIMIT_BYTES:
        sys.exit(f"over the limit of {LIMIT_BYTES / 1e6:.0f} MB")
    if not options.no_try:
        if os.geteuid() != 0:
            sys.exit("trying it needs root; run as root or with --no-try")
        try_it(package)


if __name__ == "__main__":
    main()
