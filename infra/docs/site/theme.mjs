import { useData, useRoute, withBase } from 'vitepress'
import theme from 'vitepress/theme-without-fonts'
import { nextTick, onMounted, watch } from 'vue'
import './style.css'

let drawn = 0
let loading

/** Mermaid lies beside the site as it was published: bundling it anew would take a minute. */
const load = () =>
  new Promise((done, fail) => {
    const script = Object.assign(document.createElement('script'), { src: withBase('/mermaid.min.js') })
    script.onload = () => done(globalThis.mermaid)
    script.onerror = fail
    document.head.append(script)
  })

/** Draws the diagrams of the page that is shown; nothing is loaded where there are none. */
async function draw(dark) {
  await nextTick()
  const diagrams = [...document.querySelectorAll('pre.mermaid')]
  if (diagrams.length === 0) return
  loading ??= load()
  const mermaid = await loading
  mermaid.initialize({ startOnLoad: false, theme: dark ? 'dark' : 'neutral', securityLevel: 'strict' })
  for (const diagram of diagrams) {
    diagram.dataset.source ??= diagram.textContent
    const { svg } = await mermaid.render(`diagram-${drawn++}`, diagram.dataset.source)
    diagram.innerHTML = svg
  }
}

export default {
  extends: theme,
  setup() {
    const route = useRoute()
    const { isDark } = useData()
    onMounted(() => draw(isDark.value))
    watch([() => route.path, isDark], () => draw(isDark.value))
  },
}
