import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../bundle.ts'
import { run } from '../local/command.ts'
import { apiPages } from './api-pages.ts'
import { folderPage, linked, placeOf } from './links.ts'
import { sidebarOf } from './navigation.ts'
import { decisionsPage, type Page, writtenPages } from './pages.ts'

const own = join(root, 'infra/docs/site')
/** Shared by nothing else: packages, gathered pages, the site. */
const folder = join(root, '.local/docs')
const pagesFolder = join(folder, 'pages')
const site = join(folder, 'site')
const vitepress = join(folder, 'node_modules/vitepress/bin/vitepress.js')

/** Installs what builds the site where it is missing or another than the lock file names. */
async function install(): Promise<void> {
  const lock = readFileSync(join(own, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).digest('hex')
  const stamp = join(folder, '.installed')
  if (existsSync(vitepress) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  mkdirSync(folder, { recursive: true })
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(own, name), join(folder, name))
  console.log('Installing what builds the site, half a minute the first time …')
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder })
  if (code !== 0) throw new Error(`npm ci failed in ${folder}:\n${output.split('\n').slice(-12).join('\n')}`)
  writeFileSync(stamp, wanted)
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** Gathers every page with links that hold on the site, and what they link to; gives links that lead nowhere. */
function gather(): string[] {
  rmSync(pagesFolder, { recursive: true, force: true })
  const written = writtenPages()
  const pages: Page[] = [...written, decisionsPage(written), ...apiPages()]
  const places = new Map(pages.filter(({ to }) => !to.startsWith('api/')).map(({ from, to }) => [from, to]))
  const all = pages.map((page) => ({ page, ...linked(page, places) }))
  const folders = [...new Set(all.flatMap((it) => it.folders))].map(folderPage)
  for (const { page, text } of all) write(join(pagesFolder, page.to), text)
  for (const { page } of folders) write(join(pagesFolder, page.to), page.text)
  for (const file of new Set([...all, ...folders].flatMap(({ files }) => files)))
    cpSync(join(root, file), join(pagesFolder, 'public', placeOf(file)))
  const settings = join(pagesFolder, '.vitepress')
  cpSync(join(own, 'config.mjs'), join(settings, 'config.mjs'), { recursive: true })
  write(join(settings, 'theme/index.mjs'), readFileSync(join(own, 'theme.mjs'), 'utf8'))
  cpSync(join(own, 'style.css'), join(settings, 'theme/style.css'))
  cpSync(join(folder, 'node_modules/mermaid/dist/mermaid.min.js'), join(pagesFolder, 'public/mermaid.min.js'))
  // Vite would read the settings of the repository's own sources otherwise.
  write(join(pagesFolder, 'tsconfig.json'), '{}')
  write(join(settings, 'navigation.json'), JSON.stringify({ sidebar: sidebarOf(pages) }))
  return all.flatMap(({ dead }) => dead)
}

/** `npm run docs [-- --serve [--port 4173]]`: the site of the docs, built and, if asked for, shown. */
if (import.meta.main) {
  const { values } = parseArgs({
    options: { serve: { type: 'boolean', default: false }, port: { type: 'string', default: '4173' } },
  })
  await install()
  const dead = gather()
  for (const link of dead) console.error(`leads nowhere: ${link}`)
  if (dead.length > 0) process.exit(1)
  // VitePress looks for links that lead nowhere as well, in what has become of the pages.
  const { code, output } = await run(process.execPath, [vitepress, 'build', pagesFolder], { cwd: folder })
  if (code !== 0) {
    console.error(output.trim())
    process.exit(1)
  }
  console.log(`The site is in ${relative(process.cwd(), site)}; \`npm run docs -- --serve\` shows it.`)
  if (values.serve) {
    console.log(`http://localhost:${values.port} (Ctrl-C ends it)`)
    // Whoever ends this ends what it has started.
    const off = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => off.abort())
    const preview = [vitepress, 'preview', pagesFolder, '--port', values.port]
    await run(process.execPath, preview, { cwd: folder, signal: off.signal }).catch((fault: unknown) => {
      if (!off.signal.aborted) throw fault
    })
  }
}
