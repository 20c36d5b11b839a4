import { useEffect, useRef } from 'react'
import { AlertIcon, InfoIcon } from './icons.tsx'
import type { Notice } from './notices.ts'

const tones = {
  problem: 'border-problem-line bg-problem-soft text-problem',
  attention: 'border-attention-line bg-attention-soft text-attention',
  calm: 'border-line bg-calm-soft text-ink-soft',
} as const

/** What went wrong or changed. Each new notice takes the focus: the button that was pressed needs an answer. */
export const NoticeBox = ({ notice }: { notice: Notice }) => {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [notice])
  const Icon = notice.tone === 'calm' ? InfoIcon : AlertIcon
  return (
    <div
      ref={box}
      role={notice.tone === 'calm' ? 'status' : 'alert'}
      tabIndex={-1}
      className={`animate-appear flex scroll-my-6 gap-3 rounded-xl border px-4 py-3.5 ${tones[notice.tone]}`}
    >
      <Icon className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 text-[15px]">
        <p className="font-semibold text-ink">{notice.title}</p>
        <p className="mt-0.5 text-ink">{notice.text}</p>
      </div>
    </div>
  )
}
