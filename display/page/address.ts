/** Which screen is this? Place, name and voice, as its address says. No DOM here. */

export interface Address {
  branch: string;
  zone: string | null;
  /** Over which counter it hangs; undefined for the screen of a hall. */
  counter: string | undefined;
  /** It shall not speak. */
  isSilent: boolean;
  /** Pages with the same one are one display: they keep one token. */
  display: string;
  /** Pages with the same one hang in one room: one of them speaks. */
  room: string;
}

/** /hall/{branch} or /hall/{branch}/counter/{counter}, with ?zone=, &screen= for a second one of a machine, &sound=0 */
export function addressOf(path: string, query: string): Address {
  const [, , branch = '', , counter] = path.split('/').map(decodeURIComponent);
  const asked = new URLSearchParams(query);
  const zone = asked.get('zone');
  const screen = asked.get('screen');
  const room = `${branch}|${zone ?? ''}`;
  return {
    branch,
    zone,
    counter,
    isSilent: counter !== undefined || asked.get('sound') === '0',
    display: `${room}|${counter ?? ''}${screen ? `|${screen}` : ''}`,
    room,
  };
}
