/** The line of ours above which an answer is to be written: its words are in the language of the reader, its ends are not. */
export const ownMarker = (words: string): string => `##- ${words} -##`

/** Whether a line is that one, marked as quoted or not. Of a longer line than any of ours only the beginning is looked at. */
export const isOwnMarker = (line: string): boolean => /^[\s>*]*##- .{1,200} -##[\s*]*$/.test(line.slice(0, 600))
