'use strict';
// Fetches this page again every two seconds and changes what has changed, so that what is open stays open and what has the focus
// keeps it. The server has written and escaped all of it; nothing is put together from values here.
(() => {
  const INTERVAL_MS = 2000;
  const TIMEOUT_MS = 10000;
  const button = document.getElementById('pause');
  const status = document.getElementById('status');
  let paused = false;
  let timer = 0;
  let headline = text(document, '.headline');

  function text(page, selector) {
    const found = page.querySelector(selector);
    return found ? found.textContent.trim() : '';
  }

  // The status is read out whenever it changes, so it changes only when there is news.
  function say(words) {
    if (status.textContent !== words) {
      status.textContent = words;
    }
  }

  async function update() {
    let news = 'Live';
    try {
      const response = await fetch(location.href, {
        headers: { Accept: 'text/html' }, cache: 'no-store', redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      if (!page.getElementById('happy-connect')) {
        news = 'No longer live: reload the page, you may have to sign in again';
      } else if (!paused) {
        news = show(page);
      }
    } catch {
      news = 'No answer from the application, trying again';
    }
    if (!paused) {
      say(news);
      schedule();
    }
  }

  function show(page) {
    const focused = document.activeElement;
    morph(document.getElementById('happy-connect'), page.getElementById('happy-connect'));
    morph(document.getElementById('as-of'), page.getElementById('as-of'));
    if (focused && focused !== document.activeElement && focused.isConnected) {
      focused.focus({ preventScroll: true });
    }
    const before = headline;
    headline = text(document, '.headline');
    return headline === before ? keepOr('Live') : 'Live. Now: ' + headline;
  }

  // News stays until there is other news.
  function keepOr(words) {
    return status.textContent.startsWith('Live') ? status.textContent : words;
  }

  function morph(old, fresh) {
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName || old.id !== fresh.id) {
      old.replaceWith(document.adoptNode(fresh));
    } else if (old.nodeType === Node.TEXT_NODE) {
      if (old.data !== fresh.data) {
        old.data = fresh.data;
      }
    } else if (!old.hasAttribute('data-keep')) {
      morphAttributes(old, fresh);
      morphChildren(old, fresh);
    }
  }

  // Whether details are open is the reader's choice.
  function morphAttributes(old, fresh) {
    for (const { name, value } of fresh.attributes) {
      if (name !== 'open' && old.getAttribute(name) !== value) {
        old.setAttribute(name, value);
      }
    }
    for (const { name } of [...old.attributes]) {
      if (name !== 'open' && !fresh.hasAttribute(name)) {
        old.removeAttribute(name);
      }
    }
  }

  // Elements with an id are the same wherever they are, others if they are at the same place.
  function morphChildren(old, fresh) {
    const known = new Map([...old.children].filter(child => child.id).map(child => [child.id, child]));
    let place = old.firstChild;
    for (const child of [...fresh.childNodes]) {
      const same = child.id ? known.get(child.id) : place && !place.id ? place : undefined;
      if (!same) {
        old.insertBefore(document.adoptNode(child), place);
      } else if (same === place) {
        place = place.nextSibling;
        morph(same, child);
      } else {
        old.insertBefore(same, place);
        morph(same, child);
      }
    }
    while (place) {
      const next = place.nextSibling;
      place.remove();
      place = next;
    }
  }

  function schedule() {
    clearTimeout(timer);
    if (!paused && document.visibilityState === 'visible') {
      timer = setTimeout(update, INTERVAL_MS);
    }
  }

  button.addEventListener('click', () => {
    paused = !paused;
    button.setAttribute('aria-pressed', String(paused));
    if (paused) {
      clearTimeout(timer);
      say('Paused');
    } else {
      say('Live');
      update();
    }
  });
  document.addEventListener('visibilitychange', schedule);
  button.setAttribute('aria-pressed', 'false');
  button.hidden = false;
  say('Live');
  schedule();
})();
