import { Rotation } from '../../../schemas/on-call.ts'
import { keys } from './keys.ts'
import { type Records, recordsAt } from './records.ts'

/** There are few, so they lie together: one Query. */
export const rotations: Records<Rotation> = {
  kind: 'rotation',
  schema: Rotation,
  key: ({ id }) => keys.rotation(id),
  claims: ({ name }) => [`name#rotation#${name.toLowerCase()}`],
}

/** A desk can have so many. */
export const mostRotations = 100

/** Every rotation as it is in the table now, oldest first. */
export const rotationsNow = (): Promise<readonly Rotation[]> => recordsAt(rotations, keys.rotation('').pk)
