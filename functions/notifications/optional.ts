import type { NoticeKind, Telling } from './tellings.ts'

/** What a letter tells of, whatever it says. */
export interface Parts {
  kinds: readonly NoticeKind[]
  /** To who has the ticket: what its customer says is theirs to hear. */
  isTheirs?: boolean | undefined
}

export function partsOf(telling: Telling): Parts {
  const parts = telling.kind === 'gathered' ? telling.said.parts : [telling]
  return {
    kinds: parts.map(({ kind }) => kind),
    isTheirs: parts.some(({ said }) => 'isTheirs' in said && said.isTheirs),
  }
}

/** What nobody has to get, and a link in it says so. */
const optional: readonly NoticeKind[] = ['moved', 'answeredForWatchers', 'reminder', 'survey', 'digest']
export const isOptional = ({ kinds, isTheirs }: Parts): boolean =>
  !isTheirs && kinds.every((kind) => optional.includes(kind))
