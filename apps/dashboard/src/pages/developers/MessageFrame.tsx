import { useMemo } from 'react'
import { applyStyles, messageParts } from './message-parts.ts'

/**
 * A message as it looks to who got it. The frame runs no script, sends no form and leads nowhere; that it shares our
 * origin only lets this page dress it.
 */
export const MessageFrame = ({ html }: { html: string }) => {
  const parts = useMemo(() => messageParts(html), [html])
  return (
    <iframe
      title="The message"
      sandbox="allow-same-origin"
      srcDoc={parts.html}
      onLoad={({ currentTarget }) => {
        if (currentTarget.contentDocument) applyStyles(currentTarget.contentDocument, parts.css)
      }}
      className="rounded-b-card h-[44rem] w-full bg-white"
    />
  )
}
