// What a page sees of the processor's script, as far as our pages use it. Fields stand in the page itself instead of
// a frame, and a bank's challenge is a dialog with two buttons. Source: public reference of Stripe.js.
;(() => {
  const origin = new URL(document.currentScript.src).origin

  const flatten = (value, name = '') =>
    value === null || typeof value !== 'object'
      ? [[name, String(value)]]
      : Object.entries(value).flatMap(([key, part]) =>
          part === undefined ? [] : flatten(part, name ? `${name}[${key}]` : key),
        )

  const ask = async (key, account, method, path, body = {}) => {
    const pairs = new URLSearchParams(
      flatten({ ...body, key, ...(account ? { _stripe_account: account } : {}) }),
    )
    const url = method === 'GET' ? `${origin}${path}?${pairs}` : `${origin}${path}`
    const response = await fetch(url, {
      method,
      ...(method === 'GET' ? {} : { body: pairs }),
    })
    return response.json()
  }

  const field = (label, name, autocomplete, placeholder) => {
    const wrapper = document.createElement('label')
    const input = document.createElement('input')
    wrapper.textContent = label
    Object.assign(input, { name, autocomplete, placeholder, inputMode: 'numeric', type: 'text' })
    input.setAttribute('aria-label', label)
    wrapper.append(input)
    wrapper.style.display = 'block'
    return { wrapper, input }
  }

  const paymentElement = () => {
    const listeners = {}
    const fields = {
      number: field('Card number', 'number', 'cc-number', '1234 1234 1234 1234'),
      expiry: field('Expiration date', 'expiry', 'cc-exp', 'MM / YY'),
      cvc: field('Security code', 'cvc', 'cc-csc', 'CVC'),
    }
    const container = document.createElement('div')
    container.dataset.stripeStandIn = 'payment'
    container.setAttribute('role', 'group')
    container.setAttribute('aria-label', 'Card')
    for (const { wrapper } of Object.values(fields)) container.append(wrapper)

    const tell = (event, details = {}) => {
      for (const listener of listeners[event] ?? []) listener({ elementType: 'payment', ...details })
    }
    const read = () => {
      const number = fields.number.input.value.replace(/\D/g, '')
      const [month = '', year = ''] = fields.expiry.input.value
        .split('/')
        .map((part) => part.replace(/\D/g, ''))
      const cvc = fields.cvc.input.value.replace(/\D/g, '')
      return { number, exp_month: month, exp_year: year.length === 2 ? `20${year}` : year, cvc }
    }
    const isComplete = () => {
      const card = read()
      return (
        card.number.length >= 12 &&
        card.exp_month !== '' &&
        card.exp_year.length === 4 &&
        card.cvc.length >= 3
      )
    }
    container.addEventListener('input', () =>
      tell('change', { complete: isComplete(), empty: read().number === '', value: { type: 'card' } }),
    )
    const element = {
      mount: (target) => {
        const place = typeof target === 'string' ? document.querySelector(target) : target
        place.replaceChildren(container)
        setTimeout(() => tell('ready'), 0)
      },
      on: (event, listener) => {
        ;(listeners[event] ??= []).push(listener)
        return element
      },
      off: (event, listener) => {
        listeners[event] = (listeners[event] ?? []).filter((one) => one !== listener)
        return element
      },
      once: (event, listener) => {
        const first = (details) => {
          element.off(event, first)
          listener(details)
        }
        return element.on(event, first)
      },
      update: () => undefined,
      focus: () => fields.number.input.focus(),
      blur: () => document.activeElement?.blur(),
      unmount: () => container.remove(),
      destroy: () => container.remove(),
      read,
      isComplete,
    }
    return element
  }

  const incomplete = {
    type: 'validation_error',
    code: 'incomplete_number',
    message: 'Your card number is incomplete.',
  }

  const elementsOf = (settings) => {
    const options = { ...settings }
    let payment = null
    return {
      options,
      create: (type) => {
        if (type !== 'payment') throw new Error(`The stand-in has no element "${type}".`)
        payment = paymentElement()
        return payment
      },
      getElement: (type) => (type === 'payment' ? payment : null),
      update: (changes) => void Object.assign(options, changes),
      fetchUpdates: async () => ({}),
      submit: async () => (payment?.isComplete() ? { selectedPaymentMethod: 'card' } : { error: incomplete }),
    }
  }

  /** The bank's page: resolves with what the buyer chose. */
  const challenge = () =>
    new Promise((resolve) => {
      const dialog = document.createElement('dialog')
      dialog.setAttribute('aria-label', 'Bank challenge')
      dialog.dataset.stripeStandIn = 'challenge'
      for (const [label, outcome] of [
        ['Complete authentication', 'succeed'],
        ['Fail authentication', 'fail'],
      ]) {
        const button = document.createElement('button')
        button.type = 'button'
        button.textContent = label
        button.addEventListener('click', () => {
          dialog.close()
          dialog.remove()
          resolve(outcome)
        })
        dialog.append(button)
      }
      document.body.append(dialog)
      dialog.showModal()
    })

  const Stripe = (publishableKey, { stripeAccount = null } = {}) => {
    if (!publishableKey.startsWith('pk_')) throw new Error('The publishable key begins with pk_.')
    const call = (method, path, body) => ask(publishableKey, stripeAccount, method, path, body)

    const next = async (clientSecret) => {
      const id = clientSecret.split('_secret_')[0]
      const isSetup = id.startsWith('seti_')
      const path = `/v1/${isSetup ? 'setup_intents' : 'payment_intents'}/${id}`
      const named = (intent) => (isSetup ? { setupIntent: intent } : { paymentIntent: intent })
      const found = await call('GET', path, { client_secret: clientSecret })
      if (found.error) return found
      if (found.status !== 'requires_action') return named(found)
      const outcome = await challenge()
      const after = await call('POST', `${path}/stand_in_challenge`, { client_secret: clientSecret, outcome })
      return after.error ? { error: after.error } : named(after)
    }

    return {
      elements: elementsOf,
      createConfirmationToken: async ({ elements, params = {} }) => {
        const payment = elements.getElement('payment')
        if (!payment?.isComplete()) return { error: incomplete }
        const { mode, setupFutureUsage } = elements.options
        const answer = await call('POST', '/v1/confirmation_tokens', {
          return_url: params.return_url,
          setup_future_usage: setupFutureUsage ?? (mode === 'setup' ? 'off_session' : undefined),
          payment_method_data: { ...params.payment_method_data, type: 'card', card: payment.read() },
        })
        return answer.error ? answer : { confirmationToken: answer }
      },
      handleNextAction: ({ clientSecret }) => next(clientSecret),
      retrievePaymentIntent: async (clientSecret) => {
        const answer = await call('GET', `/v1/payment_intents/${clientSecret.split('_secret_')[0]}`, {
          client_secret: clientSecret,
        })
        return answer.error ? answer : { paymentIntent: answer }
      },
      retrieveSetupIntent: async (clientSecret) => {
        const answer = await call('GET', `/v1/setup_intents/${clientSecret.split('_secret_')[0]}`, {
          client_secret: clientSecret,
        })
        return answer.error ? answer : { setupIntent: answer }
      },
    }
  }
  Stripe.version = 'stand-in'
  window.Stripe = Stripe
})()
