import { type ReactNode, useMemo } from 'react'
import { ApiProvider, callLog } from '../../api/api-context.ts'
import { createApi } from '../../api/api.ts'
import { Notice } from '../../parts/Notice.tsx'
import { signInPath } from '../../session.ts'
import { useEnvironment } from '../../session-context.ts'

/**
 * Sandboxes are managed from live mode, whichever environment the page is shown in: what is inside calls the API in the
 * merchant's live environment. Source: contract, flint-platform 11, rule 2.
 */
export const LiveEnvironment = ({ children }: { children: ReactNode }) => {
  const { merchant } = useEnvironment()
  const liveId = merchant.environments.find(({ mode }) => mode === 'live')?.merchant_environment_id
  const api = useMemo(
    () =>
      liveId === undefined
        ? null
        : createApi(liveId, callLog, () => location.assign(signInPath(location.pathname + location.search))),
    [liveId],
  )
  if (!api) {
    return (
      <Notice tone="attention" title="Sandboxes are managed from live mode">
        <p>You may not work in the live environment of {merchant.business_name}.</p>
      </Notice>
    )
  }
  return <ApiProvider value={api}>{children}</ApiProvider>
}
