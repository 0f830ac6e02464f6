#!/usr/bin/env python3
"""Has images classified by a gateway through Triton's own Python client, in every way that client has.

    apt-get install python3-geventhttpclient python3-numpy python3-rapidjson
    PYTHONPATH=FOLDER docs/clients/open_inference.py --url localhost:8080 --model fashion samples/fashion/*/*.png

FOLDER holds the package tritonclient: it is src/python/library in the repository triton-inference-server/client. Exit code: 0
when every call was answered as it should be, 1 when one was not, 3 when the client is not there.
"""

import argparse
import base64
import sys

try:
    import numpy
    import tritonclient.http as triton
    from tritonclient.utils import InferenceServerException
except ImportError as missing:
    print(f"Triton's client cannot be loaded: {missing}", file=sys.stderr)
    sys.exit(3)

MOST = 16
OUTPUTS = ["labels", "class_indices", "probabilities"]


def require(holds, what, *seen):
    if not holds:
        print(f"FAILED {what}: {seen}", file=sys.stderr)
        sys.exit(1)
    print(f"ok     {what}")


def refused(what, call, *words):
    try:
        call()
    except InferenceServerException as refusal:
        text = str(refusal)
        require(all(word in text for word in words) and "exception occurred" not in text, what, text)
    else:
        require(False, what, "was answered")


def encoded(images):
    """Encoded images as one tensor."""
    data = numpy.empty(len(images), dtype=numpy.object_)
    data[:] = images
    tensor = triton.InferInput("image", [len(images)], "BYTES")
    return data, tensor


def binary(images):
    data, tensor = encoded(images)
    tensor.set_data_from_numpy(data)
    return [tensor]


def json(images):
    data, tensor = encoded([base64.b64encode(image) for image in images])
    tensor.set_data_from_numpy(data, binary_data=False)
    return [tensor]


def pixels(shape, count, binary_data=True):
    data = (numpy.arange(count * numpy.prod(shape)) % 251).astype(numpy.uint8).reshape([count, *shape])
    tensor = triton.InferInput("image", list(data.shape), "UINT8")
    tensor.set_data_from_numpy(data, binary_data=binary_data)
    return [tensor]


def classes(result, count):
    """The three outputs, after a look at their shapes."""
    labels, indices, probabilities = (result.as_numpy(name) for name in OUTPUTS)
    shapes = {labels.shape, indices.shape, probabilities.shape}
    require(len(shapes) == 1 and labels.shape[0] == count, "  three outputs of one shape", shapes)
    require(bool((numpy.diff(probabilities) <= 0).all()), "  the most probable class first", probabilities)
    require(indices.dtype == numpy.int32 and probabilities.dtype == numpy.float32, "  their datatypes", indices.dtype)
    return [value.decode() if isinstance(value, bytes) else value for value in labels[:, 0]]


def describe(client, model):
    require(client.is_server_live() and client.is_server_ready(), "live and ready")
    require(client.is_model_ready(model), "the model is ready")
    require(not client.is_model_ready("no-such-model"), "an unknown one is not")
    require("binary_tensor_data" in client.get_server_metadata()["extensions"], "server metadata")
    metadata = client.get_model_metadata(model)
    require([output["name"] for output in metadata["outputs"]] == OUTPUTS, "model metadata", metadata)
    version = metadata["versions"][-1]
    require(client.is_model_ready(model, version), "the version is ready")
    config = client.get_model_config(model, version)
    require(config["input"][0]["data_type"] == "TYPE_STRING", "model configuration", config)
    index = client.get_model_repository_index()
    require({"name": model, "version": version, "state": "READY", "reason": ""} in index, "repository index", index)
    sides = [int(config["parameters"]["input_" + side]["string_value"]) for side in ("height", "width", "channels")]
    return version, sides


def infer(client, model, version, images):
    one = classes(client.infer(model, binary(images[:1]), request_id="mine"), 1)
    require(client.infer(model, binary(images[:1]), request_id="mine").get_response()["id"] == "mine", "the id returns")
    require(classes(client.infer(model, json(images[:1])), 1) == one, "JSON says what binary tensors say", one)
    many = classes(client.infer(model, binary(images), model_version=version), len(images))
    require(many[0] == one[0], f"{len(images)} images in one call", many)
    for coding in ("gzip", "deflate"):
        result = client.infer(
            model,
            json(images),
            request_compression_algorithm=coding,
            response_compression_algorithm=coding,
        )
        require(classes(result, len(images)) == many, f"{coding} both ways")
    pending = [client.async_infer(model, binary([image])) for image in images]
    require([classes(one.get_result(), 1)[0] for one in pending] == many, "asynchronous calls")


def outputs(client, model, images):
    wanted = [triton.InferRequestedOutput("probabilities", binary_data=False), triton.InferRequestedOutput("labels")]
    result = client.infer(model, binary(images), outputs=wanted)
    names = [output["name"] for output in result.get_response()["outputs"]]
    require(names == ["probabilities", "labels"], "the outputs that were asked for", names)
    require(result.as_numpy("labels").shape == result.as_numpy("probabilities").shape, "JSON and binary side by side")
    for is_binary in (True, False):
        wanted = [triton.InferRequestedOutput("probabilities", binary_data=is_binary, class_count=3)]
        first = client.infer(model, binary(images), outputs=wanted).as_numpy("probabilities")[0]
        texts = [text.decode() if isinstance(text, bytes) else text for text in first]
        require(len(texts) == 3 and all(len(text.split(":")) == 3 for text in texts), "class_count", texts)


def uint8(client, model, shape):
    binaries = classes(client.infer(model, pixels(shape, 3)), 3)
    require(classes(client.infer(model, pixels(shape, 3, binary_data=False)), 3) == binaries, "pixels as UINT8")


def refusals(client, model, images, shape):
    refused("an unknown model", lambda: client.infer("no-such-model", binary(images)), "[404]", "no-such-model")
    refused("its metadata", lambda: client.get_model_metadata("no-such-model"), "[404]")
    refused("an unknown version", lambda: client.infer(model, binary(images), model_version="99999"), "[404]")
    unknown = [triton.InferRequestedOutput("scores")]
    refused("an unknown output", lambda: client.infer(model, binary(images), outputs=unknown), "[400]", "scores")
    refused("what is no image", lambda: client.infer(model, binary([b"no image"])), "[422]")
    refused("an empty image", lambda: client.infer(model, binary([b""])), "[400]", "empty")
    wrong = triton.InferInput("image", [1, 3], "FP32")
    wrong.set_data_from_numpy(numpy.zeros([1, 3], dtype=numpy.float32))
    refused("a datatype that is not taken", lambda: client.infer(model, [wrong]), "[400]", "UINT8")
    refused("pixels of another shape", lambda: client.infer(model, pixels([*shape[:2], 5], 1)), "[400]", "shape")


def statistics(client, model, version, images):
    stats = client.get_inference_statistics(model, version)["model_stats"]
    require(len(stats) == 1 and stats[0]["inference_count"] >= len(images), "statistics", stats)
    require(len(client.get_inference_statistics()["model_stats"]) >= 1, "statistics of all models")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--url", default="localhost:8080")
    parser.add_argument("--model", required=True)
    parser.add_argument("images", nargs="+", help=f"files; the first {MOST} are sent")
    asked = parser.parse_args()
    images = [open(path, "rb").read() for path in asked.images[:MOST]]
    with triton.InferenceServerClient(asked.url, concurrency=4) as client:
        version, shape = describe(client, asked.model)
        infer(client, asked.model, version, images)
        outputs(client, asked.model, images)
        uint8(client, asked.model, shape)
        refusals(client, asked.model, images, shape)
        statistics(client, asked.model, version, images)
    print("Triton's client was answered in every way it asked.")


if __name__ == "__main__":
    main()
