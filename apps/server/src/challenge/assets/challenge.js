// The challenge page needs no script to be answered. This tells whoever waits that it was, or leads back to them.
const { done, actionId, returnUrl } = document.body.dataset
if (done !== undefined) {
  if (window.parent !== window) {
    const message = { type: 'flint:challenge-complete', pending_action_id: actionId }
    window.parent.postMessage(message, window.location.origin)
  } else if (returnUrl) {
    window.location.replace(returnUrl)
  }
}
