import type { StoredAnswer } from '../table/requests.ts'

/** A version as an entity tag (RFC 9110, 8.8.3): strong, since a representation holds stored facts only. */
export const etag = (version: number): string => `"${version}"`

const tags = (header: string) => header.split(',').map((tag) => tag.trim())

const names = (header: string, tag: string): boolean => tags(header).some((one) => one === '*' || one === tag)

/** Whether `If-Match` names a version: compared strongly (RFC 9110, 13.1.1); `*` names any that exists. */
export const matches = (header: string, version: number): boolean => names(header, etag(version))

/** The version that an entity tag of ours names; undefined where it is none, or several. */
export function versionIn(header: string): number | undefined {
  const version = /^"(\d{1,9})"$/.exec(header)?.[1]
  return version === undefined ? undefined : Number(version)
}

/** 304 where `If-None-Match` names this version: a weak tag does as well (RFC 9110, 13.1.2); else undefined. */
export const notModified = (header: string | undefined, version: number): StoredAnswer | undefined =>
  sameTag(header, etag(version))

/** The same, of what has no version, by its entity tag. */
export const sameTag = (header: string | undefined, tag: string): StoredAnswer | undefined =>
  header && names(header.replaceAll('W/', ''), tag) ? { status: 304, headers: { etag: tag }, body: '' } : undefined
