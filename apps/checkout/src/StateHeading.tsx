import { useEffect, useRef, type ReactNode } from 'react'

/**
 * The heading of a state. When the page moved there by itself it takes the focus, so that a screen reader says where
 * the buyer is now and the keyboard continues from there.
 */
export const StateHeading = ({ takesFocus, children }: { takesFocus: boolean; children: ReactNode }) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) heading.current?.focus()
  }, [takesFocus])
  return (
    <h1
      ref={heading}
      tabIndex={-1}
      className="text-2xl font-semibold tracking-tight text-balance outline-none sm:text-[1.75rem]"
    >
      {children}
    </h1>
  )
}
