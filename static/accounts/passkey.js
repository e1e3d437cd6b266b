// Beside allauth's scripts: offers what needs them, and says when a passkey was not used.
(function () {
  'use strict'

  if (window.PublicKeyCredential) {
    for (const form of document.querySelectorAll('form.passkey')) {
      form.hidden = false
    }
  }

  document.addEventListener('allauth.error', function (event) {
    const told = document.getElementById('passkey-refused')
    if (told) {
      event.preventDefault()
      told.hidden = false
    }
  })
})()
