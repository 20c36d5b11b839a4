import type { Root } from 'react-dom/client'
import { createSendRequest } from '../api-request.ts'
import { CenteredFrame } from '../CenteredFrame.tsx'
import { newIdempotencyKey } from '../idempotency-key.ts'
import { PageFooter } from '../PageFooter.tsx'
import { createServerClock } from '../server-clock.ts'
import { showMoney } from '../show-money.ts'
import { tabStorage } from '../tab-memory.ts'
import { environmentOf, linkIdOf, rightLinkPath } from './link-address.ts'
import { createLinkApi } from './link-api.ts'
import { createLinkMemory } from './link-memory.ts'
import { MissingLink } from './MissingLink.tsx'
import { createPaymentLink } from './payment-link.ts'
import { PaymentLinkPage } from './PaymentLinkPage.tsx'

/** The page of one payment link, at `/l/…`. */
export const startPaymentLink = (root: Root): void => {
  const linkId = linkIdOf(location)
  if (linkId === null) {
    document.title = 'Page not found'
    root.render(
      <CenteredFrame footer={<PageFooter legal={null} />}>
        <MissingLink />
      </CenteredFrame>,
    )
    return
  }
  const environment = environmentOf(location)
  const clock = createServerClock(() => Date.now())
  const link = createPaymentLink({
    api: createLinkApi(linkId, environment, (access) =>
      createSendRequest(access, clock, (...request) => fetch(...request)),
    ),
    clock,
    memory: createLinkMemory(`${environment ?? ''}${linkId}`, tabStorage()),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    newKey: newIdempotencyKey,
    leave: (url) => location.assign(url),
    showMoney: (money) => showMoney(money),
  })
  link.subscribe(() => {
    const { load, isTestMode } = link.getState()
    const path = rightLinkPath(location, linkId, load === 'ready' ? isTestMode : null)
    if (path !== null) location.replace(path)
  })
  root.render(<PaymentLinkPage link={link} clock={clock} />)
}
