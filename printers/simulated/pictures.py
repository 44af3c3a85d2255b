"""What may people and tests ask of a simulated printer over HTTP? Its receipts, its status, and to break.

GET / · /receipts · /receipts/{n}.png · /status · /faults; PUT and DELETE /faults/{fault}. With several printers in the
process, the same behind /printers/{port}; without it the lists hold all printers, and a fault befalls all. /receipts is
a list of {"n", "printer", "at", "file", "url"}, the newest first. /faults tells which have an amount, its unit and what
is usual; PUT takes another as {"amount": 5000}.
"""

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

from config.texts import LANGUAGES, area, text
from printers.simulated.faults import AMOUNTS, FAULTS, Fault

if TYPE_CHECKING:
    from printers.simulated.service import SimulatedPrinter

PAGE = Path(__file__).parent / "page.html"
SHOWN = 20
LARGEST_BODY = 64 * 1024
Answer = tuple[int, str, bytes]


@contextmanager
def picture_server(
    printers: "Sequence[SimulatedPrinter]", loop: asyncio.AbstractEventLoop, *, host: str, port: int
) -> Iterator[int]:
    """Serve the printers' pictures in a thread of their own for as long as the block lasts; gives the port."""
    server = _PictureServer((host, port), _Handler)
    server.desk = Desk(printers, loop)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


class Desk:
    """Answers requests about some printers. Faults are changed in the printers' own loop."""

    def __init__(self, printers: "Sequence[SimulatedPrinter]", loop: asyncio.AbstractEventLoop) -> None:
        self._printers = printers
        self._loop = loop

    def answer(self, method: str, path: str, language: str, sent: bytes = b"") -> Answer:
        """Return status, type and body. sent: the body of a PUT."""
        parts = [unquote(part) for part in urlsplit(path).path.split("/") if part]
        printers = self._printers
        if parts[:1] == ["printers"] and len(parts) > 1:
            printers = [printer for printer in printers if str(printer.port) == parts[1]]
            parts = parts[2:]
        if not printers:
            return _missing("no-such-printer", language)
        if method == "GET":
            return _shown(printers, parts, language)
        if parts[:1] == ["faults"] and len(parts) == 2 and parts[1] in FAULTS:
            try:
                amount = _amount(parts[1], sent) if method == "PUT" else None
            except ValueError:
                return _json(400, {"error": text("printer.bad-amount", language)})
            return self._set_fault(printers, parts[1], present=method == "PUT", amount=amount)
        return _missing("no-such-page", language)

    def _set_fault(
        self, printers: "Sequence[SimulatedPrinter]", fault: Fault, *, present: bool, amount: float | None
    ) -> Answer:
        for printer in printers:
            change = printer.set_fault(fault, present=present, amount=amount)
            asyncio.run_coroutine_threadsafe(change, self._loop).result(timeout=5)
        return 204, "application/json", b""


def _amount(fault: Fault, sent: bytes) -> float | None:
    """Return the amount in a body, None where there is none. Raises ValueError."""
    if not sent:
        return None
    asked = json.loads(sent)
    amount = asked.get("amount") if isinstance(asked, dict) else sent
    if amount is None:
        return None
    if fault not in AMOUNTS or isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 < amount < 1e9:
        raise ValueError(f"{amount!r} is no amount of {fault}")
    return float(amount)


def _shown(printers: "Sequence[SimulatedPrinter]", parts: list[str], language: str) -> Answer:
    match parts:
        case []:
            return 200, "text/html; charset=utf-8", _page(language)
        case ["receipts"]:
            return _json(200, _receipts(printers))
        case ["receipts", name]:
            return _picture(printers, name, language)
        case ["faults"]:
            return _json(200, {fault: asdict(AMOUNTS[fault]) if fault in AMOUNTS else None for fault in FAULTS})
        case ["status"]:
            return _json(200, {"printers": [_status(printer) for printer in printers]})
    return _missing("no-such-page", language)


class _PictureServer(ThreadingHTTPServer):
    daemon_threads = True
    desk: Desk


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        self._reply()

    def do_PUT(self) -> None:
        self._reply()

    def do_DELETE(self) -> None:
        self._reply()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the page asks every second."""

    def _reply(self) -> None:
        length = self.headers.get("Content-Length") or "0"
        sent = self.rfile.read(min(int(length), LARGEST_BODY)) if length.isdecimal() else b""
        self.close_connection = not length.isdecimal() or int(length) > LARGEST_BODY
        desk = cast("_PictureServer", self.server).desk
        status, kind, body = desk.answer(self.command, self.path, _language(self.path, self.headers), sent)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)


def _language(path: str, headers: Any) -> str:
    """Return the language that the address asks for (?lang=fr), else the first that the browser prefers of ours."""
    wanted = [part[5:] for part in urlsplit(path).query.split("&") if part.startswith("lang=")]
    wanted += [part.strip()[:2].lower() for part in (headers.get("Accept-Language") or "").split(",")]
    return next((language for language in wanted if language in LANGUAGES), LANGUAGES[0])


def _page(language: str) -> bytes:
    texts = area("printer", language)
    faults = {fault: texts[f"fault.{fault}"] for fault in FAULTS}
    words = {key.replace("-", "_"): said for key, said in texts.items() if key.startswith("page-")}
    page = Template(PAGE.read_text(encoding="utf-8"))
    amounts = {fault: asdict(amount) for fault, amount in AMOUNTS.items()}
    told = {"faults": faults, "amounts": amounts, "texts": words}
    spoken = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    return page.substitute(words, language=language, spoken=spoken).encode()


def _receipts(printers: "Sequence[SimulatedPrinter]") -> list[dict[str, object]]:
    """Return the newest receipts of each of these printers, newest first."""
    found = [
        (receipt.at, {"n": receipt.n, "printer": printer.port, "at": receipt.at.isoformat(), "file": str(receipt.file)})
        for printer in printers
        for receipt in list(printer.receipts.receipts)[-SHOWN:]
    ]
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [{**shown, "url": f"/printers/{shown['printer']}/receipts/{shown['n']}.png"} for _, shown in found]


def _picture(printers: "Sequence[SimulatedPrinter]", name: str, language: str) -> Answer:
    """Return a receipt's picture by its number and `.png`, or the newest as latest.png."""
    number = name.removesuffix(".png")
    for printer in printers:
        kept = list(printer.receipts.receipts)
        receipt = kept[-1] if number == "latest" and kept else None
        if number.isdecimal():
            receipt = printer.receipts.find(int(number))
        if receipt is not None and receipt.file.is_file():
            return 200, "image/png", receipt.file.read_bytes()
    return _missing("no-such-receipt", language)


def _status(printer: "SimulatedPrinter") -> dict[str, object]:
    kept = printer.receipts
    return {
        "printer": printer.port,
        "width": printer.width,
        "faults": [fault for fault in FAULTS if fault in printer.machine.faults],
        "amounts": {fault: much for fault, much in printer.machine.faults.items() if fault in AMOUNTS},
        "receipts": len(kept.receipts),
        "folder": str(kept.folder),
        "holds": printer.machine.holds,
    }


def _missing(what: str, language: str) -> Answer:
    return _json(404, {"error": text(f"printer.{what}", language)})


def _json(status: int, value: object) -> Answer:
    return status, "application/json", json.dumps(value, ensure_ascii=False).encode()
