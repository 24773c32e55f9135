import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { preview } from '../../infra/operator/mail/preview.ts'
import { samples } from '../../infra/operator/mail/samples.ts'
import { aScreen } from './support/screen.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letters-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const written = (wanted: { letter?: string; language?: string; brand?: string } = {}) =>
  preview(aScreen().screen, { brand: 'Repair shop', signature: 'Us', out: folder, open: false, ...wanted })

it('the preview has every letter in every language, as HTML and as text, and a page that leads to each', async () => {
  expect(await written()).toBe('well')
  const files = await readdir(folder)
  const index = await readFile(join(folder, 'index.html'), 'utf8')
  for (const [kind, { length }] of Object.entries(samples)) {
    for (const language of ['en', 'de']) {
      const first = `${kind}${length > 1 ? '-1' : ''}-${language}`
      expect(files).toEqual(expect.arrayContaining([`${first}.html`, `${first}.txt`]))
      expect(index).toContain(`href="${first}.html"`)
    }
  }
})

it('the preview shows one letter under another name', async () => {
  expect(await written({ letter: 'mentioned', language: 'de', brand: 'Werkstatt' })).toBe('well')
  expect((await readdir(folder)).toSorted()).toEqual(['index.html', 'mentioned-de.html', 'mentioned-de.txt'])
  expect(await readFile(join(folder, 'mentioned-de.html'), 'utf8')).toContain('>Werkstatt</p>')
})

it('the preview says what there is where somebody asks for what there is not', async () => {
  await expect(written({ letter: 'invoice' })).rejects.toThrow('There is no letter "invoice": ')
  expect(await readdir(folder)).toEqual([])
})
