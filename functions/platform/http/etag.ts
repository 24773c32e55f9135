/** A version as an entity tag (RFC 9110, 8.8.3): strong, since a representation holds stored facts only. */
export const etag = (version: number): string => `"${version}"`

/** Whether `If-Match` or `If-None-Match` names a version; `*` names any that exists. */
export const names = (header: string, version: number): boolean =>
  header.split(',').some((tag) => ['*', etag(version)].includes(tag.trim().replace(/^W\//, '')))
