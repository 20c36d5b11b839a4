// Runs before the page is drawn, so that a chosen theme does not flash; the rest waits for the page.
const root = document.documentElement
root.classList.add('js')

const kept = (() => {
  try {
    return localStorage.getItem('flint-docs-theme')
  } catch {
    return null
  }
})()
const preferred = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
root.dataset.theme = kept === 'dark' || kept === 'light' ? kept : preferred

document.addEventListener('DOMContentLoaded', () => {
  switchTheme()
  openMenu()
  addCopyButtons()
  filterCodes()
  followHeadings()
})

function switchTheme() {
  const button = document.querySelector('button.theme')
  const name = () => {
    button.textContent = root.dataset.theme === 'dark' ? 'Light' : 'Dark'
    button.setAttribute('aria-label', `Use the ${button.textContent.toLowerCase()} theme`)
  }
  button.hidden = false
  name()
  button.addEventListener('click', () => {
    root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark'
    try {
      localStorage.setItem('flint-docs-theme', root.dataset.theme)
    } catch {
      // Without storage the choice holds for this page.
    }
    name()
    document.dispatchEvent(new Event('flint-theme'))
  })
}

function openMenu() {
  const button = document.querySelector('button.menu')
  const pages = document.getElementById('pages')
  if (!pages) return
  button.hidden = false
  const show = (isOpen) => {
    pages.classList.toggle('open', isOpen)
    button.setAttribute('aria-expanded', String(isOpen))
  }
  button.addEventListener('click', () => show(!pages.classList.contains('open')))
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !pages.classList.contains('open')) return
    show(false)
    button.focus()
  })
}

function addCopyButtons() {
  for (const caption of document.querySelectorAll('figure.code figcaption')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = 'Copy'
    button.addEventListener('click', async () => {
      const code = caption.parentElement.querySelector('code')
      button.textContent = (await copy(code)) ? 'Copied' : 'Press Ctrl+C'
      setTimeout(() => (button.textContent = 'Copy'), 2000)
    })
    caption.append(button)
  }
}

async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent)
    return true
  } catch {
    // Plain HTTP on another host has no clipboard: mark the text and try the older way.
    getSelection().selectAllChildren(code)
    return document.execCommand('copy')
  }
}

function filterCodes() {
  const field = document.getElementById('filter')
  if (!field) return
  const count = document.getElementById('filter-count')
  const entries = [...document.querySelectorAll('.code-entry')]
  field.parentElement.hidden = false
  field.addEventListener('input', () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean)
    let shown = 0
    for (const entry of entries) {
      const text = entry.textContent.toLowerCase()
      entry.hidden = !words.every((word) => text.includes(word))
      if (!entry.hidden) shown++
    }
    for (const section of document.querySelectorAll('section.codes'))
      section.hidden = !section.querySelector('.code-entry:not([hidden])')
    count.textContent = words.length ? `${shown} of ${entries.length}` : ''
  })
}

function followHeadings() {
  const links = new Map(
    [...document.querySelectorAll('nav.headings a')].map((link) => [link.hash.slice(1), link]),
  )
  if (links.size === 0) return
  const observer = new IntersectionObserver(
    (seen) => {
      const top = seen.find((entry) => entry.isIntersecting)
      if (!top) return
      for (const [id, link] of links) link.toggleAttribute('data-current', id === top.target.id)
    },
    { rootMargin: '-80px 0px -70% 0px' },
  )
  for (const id of links.keys()) observer.observe(document.getElementById(id))
}
