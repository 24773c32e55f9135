/** What people complain of when a desk is not well; and its own machinery, from which most of that comes. */
export const complaints = {
  machinery: 'the machinery itself',
  assignment: 'tickets are not assigned by themselves',
  sla: 'SLA figures look wrong',
  mail: 'mail does not go out',
  stock: 'stock does not move',
} as const
export type Complaint = keyof typeof complaints

/** Something that the doctor says. */
export interface Finding {
  complaint: Complaint
  /** `wrong`: somebody must do something. `note`: it may be meant so. */
  level: 'wrong' | 'note'
  /** A sentence. */
  says: string
  /** The tickets that it shows on: some of them. */
  tickets?: readonly string[]
  figures?: Readonly<Record<string, number | string>>
  /** What to do: a command, a call, a paragraph. */
  fix: string
}

/** So many tickets are named. */
export const mostNamed = 10

/** `3 tickets`, `1 ticket`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
