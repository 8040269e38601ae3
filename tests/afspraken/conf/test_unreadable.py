"""A request that no page can read ends in a page that says so, not in an error of ours."""

import pytest

PAGES = ["/", "/wat/", "/inloggen/", "/taal/", "/nergens/"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded; charset=latin-1",
        "application/x-www-form-urlencoded; charset=idna",
        "multipart/form-data; boundary=x; charset=idna",
        "multipart/form-data; boundary=x; charset=zlib",
        "text/plain; charset=nergens",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_charset_is_refused_with_a_page(client, page, content_type, method):
    answer = client.generic(method, page, b"--x--", content_type=content_type)
    assert answer.status_code == 400
    assert "Foutcode 400" in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
def test_utf8_is_read(client, charset):
    content_type = f"application/x-www-form-urlencoded; charset={charset}"
    data = b"language=en&next=/"
    assert client.post("/taal/", data, content_type=content_type).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/%00/", "/afspraak/%00/", "/?a=%00", "/?%00=a", "/wat/?b=1&a=x%00"]
)
def test_a_nul_in_an_address_is_refused_with_a_page(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "Foutcode 400" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_an_unknown_method_is_refused_with_a_page(client, page, method):
    answer = client.generic(method, page)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert "Foutcode 405" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "page"), [("POST", "/gezond/"), ("GET", "/taal/")])
def test_a_method_that_this_page_does_not_know_is_refused_with_a_page(client, method, page):
    answer = client.generic(method, page)
    assert answer.status_code == 405
    assert method not in answer["Allow"]
    assert "Foutcode 405" in answer.content.decode()


@pytest.mark.django_db
def test_the_refusal_is_in_the_language_of_the_visitor(client):
    answer = client.get("/?a=%00", headers={"Accept-Language": "en"})
    assert '<html lang="en"' in answer.content.decode()
