// In live mode the bank is asked by the processor's script. How it went is for the server to find out: this only tells it
// that the buyer is done.
const { publishableKey, account, clientSecret, scriptUrl } = document.getElementById('ask').dataset
const waiting = document.getElementById('waiting')
const failed = document.getElementById('failed')

const load = () =>
  new Promise((resolve, reject) => {
    if (window.Stripe) return resolve()
    const script = document.createElement('script')
    script.src = scriptUrl
    script.onload = resolve
    script.onerror = () => {
      script.remove()
      reject(new Error('The script did not load.'))
    }
    document.head.append(script)
  })

const ask = async () => {
  waiting.hidden = false
  failed.hidden = true
  try {
    await load()
    const stripe = window.Stripe(publishableKey, account ? { stripeAccount: account } : undefined)
    const { error } = await stripe.handleNextAction({ clientSecret })
    // Never asked, so never answered.
    if (error?.type === 'api_connection_error') throw error
    document.getElementById('done').submit()
  } catch {
    waiting.hidden = true
    failed.hidden = false
  }
}

document.getElementById('again').addEventListener('click', ask)
ask()
