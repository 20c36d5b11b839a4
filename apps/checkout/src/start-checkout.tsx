import type { Root } from 'react-dom/client'
import { createSendRequest } from './api-request.ts'
import { CenteredFrame } from './CenteredFrame.tsx'
import { createCheckout } from './checkout.ts'
import { createCheckoutApi } from './checkout-api.ts'
import { CheckoutPage } from './CheckoutPage.tsx'
import { newIdempotencyKey } from './idempotency-key.ts'
import { MissingState } from './MissingState.tsx'
import { PageFooter } from './PageFooter.tsx'
import { createServerClock } from './server-clock.ts'
import { readSessionAccess, rightAddress } from './session-access.ts'
import { showMoney } from './show-money.ts'
import { createTabMemory, tabStorage } from './tab-memory.ts'

/** The page of one checkout session, at `/checkout/…`. */
export const startCheckout = (root: Root): void => {
  const storage = tabStorage()
  const access = readSessionAccess(location, storage)

  // Another link of the same session, pasted over this one, differs in the fragment only: that alone loads nothing.
  window.addEventListener('hashchange', () => location.reload())

  if (access === null) {
    document.title = 'Checkout not found'
    root.render(
      <CenteredFrame footer={<PageFooter legal={null} />}>
        <MissingState />
      </CenteredFrame>,
    )
    return
  }
  const clock = createServerClock(() => Date.now())
  const send = createSendRequest(access, clock, (...request) => fetch(...request))
  const checkout = createCheckout({
    api: createCheckoutApi(access.sessionId, send),
    clock,
    memory: createTabMemory(access.sessionId, storage),
    origin: location.origin,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    newKey: newIdempotencyKey,
    leave: (url) => location.assign(url),
    showMoney: (money) => showMoney(money),
  })
  checkout.subscribe(() => {
    const { load, isTestMode } = checkout.getState()
    const address = rightAddress(location, access, load === 'ready' ? isTestMode : null)
    if (address !== null) location.replace(address)
  })
  root.render(<CheckoutPage checkout={checkout} clock={clock} />)
}
