/** Is it really meant? The way back has the focus, so that nobody says yes by an Enter too many. */

interface SureProps {
  question: string;
  yes: string;
  no: string;
  onYes: () => void;
  onNo: () => void;
}

export function Sure({ question, yes, no, onYes, onNo }: SureProps) {
  return (
    <>
      <p class="sure">{question}</p>
      <div class="answers">
        <button type="button" data-digit={1} onClick={onYes}>
          <kbd>1</kbd> {yes}
        </button>
        <button type="button" class="quiet" data-digit={0} autofocus onClick={onNo}>
          <kbd>0</kbd> {no}
        </button>
      </div>
    </>
  );
}
