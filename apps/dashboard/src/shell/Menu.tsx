import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { joinClasses } from '../parts/join-classes.ts'

/**
 * A button that opens a list of links and buttons below it. It closes on Escape, on a click elsewhere, and when the page
 * changes; arrows move inside.
 */
export const Menu = ({
  label,
  button,
  buttonClass,
  children,
  side = 'left',
}: {
  /** Its name, where what it shows does not say it. */
  label?: string
  button: ReactNode
  buttonClass: string
  children: ReactNode
  side?: 'left' | 'right'
}) => {
  const [isOpen, setIsOpen] = useState(false)
  const whole = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const id = useId()
  const { key } = useLocation()
  useEffect(() => setIsOpen(false), [key])
  useEffect(() => {
    if (!isOpen) return
    const closeOutside = (event: Event) => {
      if (!whole.current?.contains(event.target as Node)) setIsOpen(false)
    }
    document.addEventListener('pointerdown', closeOutside)
    document.addEventListener('focusin', closeOutside)
    return () => {
      document.removeEventListener('pointerdown', closeOutside)
      document.removeEventListener('focusin', closeOutside)
    }
  }, [isOpen])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation()
      setIsOpen(false)
      opener.current?.focus()
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || !isOpen) return
    event.preventDefault()
    const items = [...(whole.current?.querySelectorAll<HTMLElement>('[data-menu] :is(a, button)') ?? [])]
    const place = items.indexOf(document.activeElement as HTMLElement)
    items[(place + step + items.length) % items.length]?.focus()
  }

  return (
    <div ref={whole} className="relative" onKeyDown={onKeyDown}>
      <button
        ref={opener}
        type="button"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
        className={buttonClass}
      >
        {button}
      </button>
      {isOpen && (
        <div
          id={id}
          data-menu=""
          className={joinClasses(
            'animate-appear rounded-card absolute top-full z-40 mt-1 max-h-[70dvh] w-64 max-w-[calc(100vw-2rem)] overflow-y-auto border border-line bg-surface p-1.5 shadow-float',
            side === 'right' ? 'right-0' : 'left-0',
          )}
        >
          {children}
        </div>
      )}
    </div>
  )
}

export const menuItemClass =
  'flex min-h-8 w-full items-center justify-between gap-3 rounded-control px-2.5 py-1.5 text-left hover:bg-raised'
