import type { MailLanguage } from '../../../schemas/mail-settings.ts'
import { english, type Words } from './english.ts'
import { german } from './german.ts'

export const wordsIn: Record<MailLanguage, Words> = { en: english, de: german }
