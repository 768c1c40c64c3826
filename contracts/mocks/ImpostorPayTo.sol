// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice Tells the terms of a PayTo from another address.
contract ImpostorPayTo {
    uint256 private immutable SERVICE_ID;
    bytes32 private immutable TERMS_ID;
    uint32 private immutable FEE_VERSION;

    constructor(uint256 serviceId, bytes32 termsId, uint32 feeVersion) {
        SERVICE_ID = serviceId;
        TERMS_ID = termsId;
        FEE_VERSION = feeVersion;
    }

    function terms() external view returns (uint256 serviceId, bytes32 termsId, uint32 feeVersion) {
        return (SERVICE_ID, TERMS_ID, FEE_VERSION);
    }
}
