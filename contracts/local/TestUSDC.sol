// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

/// @title TestUSDC
/// @notice A stand-in for USDC on local chains: same name, decimals, EIP-712 domain, permit (EIP-2612) and transfers by
/// authorisation (EIP-3009, random nonces, both signature forms). Anyone may mint.
/// @dev OpenZeppelin's ERC20Permit and ERC20TransferAuthorization do not fit: the first fixes the domain's version to
/// "1", the second asks for sequential nonces; Circle's token has version "2" and any unused 32 bytes.
contract TestUSDC is ERC3009, IERC20Permit, Nonces {
    /// @notice Base units that one call of `mint` hands out at most.
    uint256 public constant MAX_MINT = 100_000e6;

    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    error TestUSDCLocalOnly(uint256 chainId);
    error TestUSDCMintTooLarge(uint256 amount, uint256 maximum);
    error TestUSDCPermitExpired(uint256 deadline);
    error TestUSDCPermitSignature(address owner);

    constructor() ERC20("USD Coin", "USDC") EIP712("USD Coin", "2") {
        require(block.chainid == 31337, TestUSDCLocalOnly(block.chainid));
    }

    /// @notice Mints up to `MAX_MINT` to anyone.
    function mint(address to, uint256 amount) external {
        require(amount <= MAX_MINT, TestUSDCMintTooLarge(amount, MAX_MINT));
        _mint(to, amount);
    }

    /// @inheritdoc IERC20Permit
    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        require(block.timestamp <= deadline, TestUSDCPermitExpired(deadline));
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, _useNonce(owner), deadline))
        );
        require(ECDSA.recover(digest, v, r, s) == owner, TestUSDCPermitSignature(owner));
        _approve(owner, spender, value);
    }

    /// @notice EIP-3009 with the signature as bytes (ECDSA or ERC-1271).
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        _requireSignature(
            from,
            keccak256(
                abi.encode(
                    TRANSFER_WITH_AUTHORIZATION_TYPEHASH,
                    from,
                    to,
                    value,
                    validAfter,
                    validBefore,
                    nonce
                )
            ),
            signature
        );
        _transferWithAuthorization(from, to, value, validAfter, validBefore, nonce);
    }

    /// @notice EIP-3009 with the signature as bytes (ECDSA or ERC-1271). The caller must be `to`.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        require(to == msg.sender, ERC20InvalidReceiver(to));
        _requireSignature(
            from,
            keccak256(
                abi.encode(
                    RECEIVE_WITH_AUTHORIZATION_TYPEHASH,
                    from,
                    to,
                    value,
                    validAfter,
                    validBefore,
                    nonce
                )
            ),
            signature
        );
        _transferWithAuthorization(from, to, value, validAfter, validBefore, nonce);
    }

    /// @notice EIP-3009 with the signature as bytes (ECDSA or ERC-1271).
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature) external {
        _requireSignature(
            authorizer,
            keccak256(abi.encode(CANCEL_AUTHORIZATION_TYPEHASH, authorizer, nonce)),
            signature
        );
        _cancelAuthorization(authorizer, nonce);
    }

    /// @inheritdoc IERC20Permit
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view override(IERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function _requireSignature(address signer, bytes32 structHash, bytes calldata signature) private view {
        bool valid = SignatureChecker.isValidSignatureNow(signer, _hashTypedDataV4(structHash), signature);
        require(valid, ERC3009InvalidSignature());
    }
}
