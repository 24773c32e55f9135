import { basePath } from '../../../schemas/operations/operation.ts'

/** Also as other programs write it into addresses of their own: with its slashes encoded (Outlook's Safe Links). */
const opening = new RegExp(`(${`${basePath}/track/`.replaceAll('/', '(?:/|%2F)')})[\\w-]{20,}`, 'gi')

/** What somebody has quoted of a mail of ours without what its links open: whoever has them acts as its reader. */
export const withoutQuotedLinks = (words: string): string => words.replace(opening, '$1-')
