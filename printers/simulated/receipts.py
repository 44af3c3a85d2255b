"""Where do receipts go? Into a folder of PNGs whose names sort by time; only the newest are kept."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

KEPT = 200
LATEST = "latest.png"
_TIME = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True)
class Receipt:
    """A picture of one piece of paper. n: its number in the folder, from 1, never given again."""

    n: int
    at: datetime
    file: Path


class ReceiptFolder:
    """The receipts of one printer; those of an earlier run are kept and counted on from."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        found = (_receipt(file) for file in sorted(folder.glob("*-*.png")))
        self.receipts = [receipt for receipt in found if receipt is not None]
        self._last = max((receipt.n for receipt in self.receipts), default=0)
        self._forget_old()

    def add(self, picture: Image.Image) -> Receipt:
        """Keep a picture. Whoever looks at the folder never sees half a file."""
        self._last += 1
        at = datetime.now(UTC)
        file = self.folder / f"{at.strftime(_TIME)}-{self._last:06d}.png"
        half = self.folder / f".{file.name}.half"
        picture.save(half, format="PNG")
        half.replace(file)
        half.write_bytes(file.read_bytes())
        half.replace(self.folder / LATEST)
        receipt = Receipt(self._last, at, file)
        self.receipts.append(receipt)
        self._forget_old()
        return receipt

    def find(self, n: int) -> Receipt | None:
        """Return a receipt by its number, None for one that is gone or never was."""
        return next((receipt for receipt in self.receipts if receipt.n == n), None)

    def _forget_old(self) -> None:
        for old in self.receipts[:-KEPT]:
            old.file.unlink(missing_ok=True)
        del self.receipts[:-KEPT]


def _receipt(file: Path) -> Receipt | None:
    at, _, n = file.stem.rpartition("-")
    try:
        return Receipt(int(n), datetime.strptime(at, _TIME).replace(tzinfo=UTC), file)
    except ValueError:
        return None
