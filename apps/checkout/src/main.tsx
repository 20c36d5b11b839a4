import { createRoot } from 'react-dom/client'
import { startFlowlix } from './flowlix/start-flowlix.tsx'
import { startPaymentLink } from './payment-link/start-payment-link.tsx'
import { startCheckout } from './start-checkout.tsx'
import './styles.css'

/** One build for all of a buyer's pages; the address says which of them this is. */
const pages = { '/l/': startPaymentLink, '/hpp/': startFlowlix }
const [, startPage = startCheckout] =
  Object.entries(pages).find(([path]) => location.pathname.startsWith(path)) ?? []

startPage(createRoot(document.getElementById('checkout') as HTMLElement))
