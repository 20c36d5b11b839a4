import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Icon } from './Icon.tsx'
import { joinClasses } from './join-classes.ts'

/**
 * A window over the page. The browser keeps the focus inside, closes it on Escape, and gives the focus back after.
 *
 * @param props.place `side`: along the right edge, for what is read beside the page.
 */
export const Dialog = ({
  title,
  onClose,
  children,
  place = 'middle',
}: {
  title: string
  onClose: () => void
  children: ReactNode
  place?: 'middle' | 'side'
}) => {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    if (element && !element.open) element.showModal()
    return () => {
      // Taken out of the page while open, it would not give the focus back by itself.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (event.target !== dialog.current) return
        event.preventDefault()
        onClose()
      }}
      onMouseDown={(event) => event.target === dialog.current && onClose()}
      className={joinClasses(
        'animate-appear border border-line bg-surface p-0 text-ink shadow-float',
        place === 'side'
          ? 'mr-0 ml-auto h-dvh max-h-none w-full max-w-xl'
          : 'rounded-card m-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-lg',
      )}
    >
      <div className="flex items-center justify-between gap-4 border-b border-line px-5 py-3">
        <h2 id={titleId} className="text-base font-semibold">
          {title}
        </h2>
        <button
          type="button"
          onClick={onClose}
          aria-label="Close"
          className="-mr-1.5 rounded-control p-1.5 text-ink-soft hover:bg-raised hover:text-ink"
        >
          <Icon name="close" />
        </button>
      </div>
      <div className="px-5 py-4">{children}</div>
    </dialog>
  )
}
