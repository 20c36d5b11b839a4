import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'react-router'

/**
 * The page's one heading: names the tab, and gets the focus after a navigation, so that a screen reader begins here.
 *
 * @param props.name For the tab, where the heading is more than words.
 */
export const PageTitle = ({ children, name }: { children: ReactNode; name: string }) => {
  const heading = useRef<HTMLHeadingElement>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    document.title = `${name} · Flint`
  }, [name])
  useEffect(() => {
    // Not on the first load: the browser starts at the top by itself. Not while somebody types.
    if (isFirstPage) isFirstPage = false
    else if (!document.activeElement?.matches('input, select, textarea, dialog *')) heading.current?.focus()
  }, [pathname])
  return (
    <h1 ref={heading} tabIndex={-1} className="text-xl leading-8 font-semibold tracking-tight">
      {children}
    </h1>
  )
}

let isFirstPage = true
