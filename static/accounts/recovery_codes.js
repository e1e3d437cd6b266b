// The codes are shown once and not sent again, so the browser makes the file.
(function () {
  'use strict'

  const button = document.getElementById('download-codes')
  const codes = document.getElementById('recovery_codes')
  if (!button || !codes) {
    return
  }
  button.hidden = false
  button.addEventListener('click', function () {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([codes.value + '\n'], { type: 'text/plain' }))
    link.download = button.dataset.name
    link.click()
    URL.revokeObjectURL(link.href)
  })
})()
