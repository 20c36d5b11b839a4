import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { Icon } from '../parts/Icon.tsx'
import { usePathOf } from '../session-context.ts'
import { pageOfId } from './id-pages.ts'

/** Any id leads to its page; other words are looked for among the orders. `/` goes here from anywhere. */
export const SearchBox = () => {
  const navigate = useNavigate()
  const pathOf = usePathOf()
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')

  useEffect(() => {
    const goHere = (event: KeyboardEvent) => {
      const isTyping = (event.target as HTMLElement).matches('input, textarea, select, dialog *')
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', goHere)
    return () => document.removeEventListener('keydown', goHere)
  }, [])

  const search = () => {
    const wanted = text.trim()
    if (wanted === '') return
    void navigate(pathOf(pageOfId(wanted) ?? `orders?query=${encodeURIComponent(wanted)}`))
    setText('')
    field.current?.blur()
  }
  return (
    <form
      role="search"
      aria-label="Everything"
      className="relative min-w-0 flex-1 sm:max-w-md"
      onSubmit={(event) => {
        event.preventDefault()
        search()
      }}
    >
      <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-ink-soft">
        <Icon name="search" sizePx={15} />
      </span>
      <input
        ref={field}
        type="search"
        maxLength={255}
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-label="Paste an id, or search orders"
        placeholder="Paste an id, or search orders"
        aria-keyshortcuts="/"
        className="control border-line bg-raised pl-8!"
      />
    </form>
  )
}
