import { useSyncExternalStore } from 'react'
import { callLog } from '../api/api-context.ts'
import type { MadeCall } from '../api/call-log.ts'
import { curlOf } from '../api/curl.ts'
import { Dialog } from './Dialog.tsx'
import { CodeBlock } from './Notice.tsx'
import { StatusBadge } from './StatusBadge.tsx'

/** The calls that the open page has made, each as a command that makes it again. */
export const ApiCallPanel = ({ onClose }: { onClose: () => void }) => {
  const calls = useSyncExternalStore(callLog.subscribe, callLog.read)
  return (
    <Dialog title="API calls behind this page" onClose={onClose} place="side">
      <p className="mb-4 text-ink-soft">
        Everything here comes from the public API. Set <code className="font-mono text-xs">FLINT_KEY</code> to
        a key of this environment, and any of these works in a terminal.
      </p>
      {calls.length === 0 && <p>This page has made no call.</p>}
      <ol className="space-y-5">
        {calls.map((call) => (
          <li key={call.id}>
            <CallFacts call={call} />
            {call.isBodyHidden && (
              <p className="mb-1.5 text-[13px] text-ink-soft">
                What was sent is personal and not kept here: put your own into body.json.
              </p>
            )}
            <CodeBlock code={curlOf(call, location.origin)} what={`${call.method} ${call.path}`} />
          </li>
        ))}
      </ol>
    </Dialog>
  )
}

const CallFacts = ({ call }: { call: MadeCall }) => (
  <div className="mb-1.5 flex flex-wrap items-center gap-x-2 gap-y-0.5">
    <h3 className="min-w-0 font-mono text-[13px] font-medium break-all">
      {call.method} {call.path.split('?')[0]}
    </h3>
    {call.status !== null && (
      <StatusBadge
        status={String(call.status)}
        tone={call.status < 300 ? 'good' : call.status < 500 ? 'attention' : 'problem'}
      />
    )}
    {call.durationMs !== null && <span className="text-xs text-ink-soft">{call.durationMs} ms</span>}
  </div>
)
