import type { Root } from 'react-dom/client'
import { createSendRequest } from '../api-request.ts'
import { createCheckout } from '../checkout.ts'
import { newIdempotencyKey } from '../idempotency-key.ts'
import { createServerClock } from '../server-clock.ts'
import { showMoney } from '../show-money.ts'
import { createTabMemory, tabStorage } from '../tab-memory.ts'
import icon from './flowlix-icon.svg?no-inline'
import './flowlix.css'
import { FlowlixMissing } from './FlowlixMissing.tsx'
import { FlowlixPage } from './FlowlixPage.tsx'
import { readHostedAccess, rightHostedAddress } from './hosted-access.ts'
import { createHostedApi } from './hosted-api.ts'
import { createHostedPage } from './hosted-page.ts'
import type { BillingDetails } from './hosted-shapes.ts'

/** The stylesheet, the browser's frame and the tab say whose page this is. */
const dressPage = (): void => {
  document.documentElement.dataset['face'] = 'flowlix'
  document.querySelector<HTMLLinkElement>('link[rel=icon]')?.setAttribute('href', icon)
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]'))
    meta.content = meta.media.includes('dark') ? '#0c0d1a' : '#eef0f8'
}

/** The hosted page of one Flowlix payment, at `/hpp/…`. */
export const startFlowlix = (root: Root): void => {
  dressPage()
  const storage = tabStorage()
  const access = readHostedAccess(location, storage)

  // Another link of the same payment, pasted over this one, differs in the fragment only: that alone loads nothing.
  window.addEventListener('hashchange', () => location.reload())

  if (access === null) {
    document.title = 'Payment not found'
    root.render(<FlowlixMissing />)
    return
  }
  const clock = createServerClock(() => Date.now())
  const send = createSendRequest(access, clock, (...request) => fetch(...request))
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  let payer: BillingDetails | null = null
  const api = createHostedApi(access, send, () => payer)
  const checkout = createCheckout({
    api: api.checkout,
    clock,
    memory: createTabMemory(access.sessionId, storage),
    origin: location.origin,
    wait,
    newKey: newIdempotencyKey,
    leave: (url) => location.assign(url),
    showMoney: (money) => showMoney(money),
  })
  const page = createHostedPage({ api, checkout, wait, newKey: newIdempotencyKey })
  checkout.subscribe(() => {
    const { load, isTestMode } = checkout.getState()
    const address = rightHostedAddress(location, access, load === 'ready' ? isTestMode : null)
    if (address !== null) location.replace(address)
  })
  root.render(
    <FlowlixPage
      page={page}
      checkout={checkout}
      clock={clock}
      onPayer={(given) => {
        payer = given
      }}
    />,
  )
}
